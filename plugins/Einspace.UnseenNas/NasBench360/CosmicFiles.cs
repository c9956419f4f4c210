using System.Collections.Frozen;
using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>
/// Cosmic's files as deepCR's archives unpack: <c>npy_train</c> and <c>npy_test</c> with a folder for each filter, proposal and visit, and
/// in it an .npy file for each picture. As in NAS-Bench-360 (load_cosmic.py) only the filter f435w and fields of galaxies are taken, and of
/// each picture its middle. Its lists of files are in whatever order a disk gave; here pictures are in the order of their names, and
/// validation is the last tenth of the training pictures.
/// </summary>
internal sealed class CosmicFiles : IOriginals
{
    private const string TrainFolder = "npy_train", TestFolder = "npy_test", Filter = "f435w", Sky = "sky.npy";

    // Proposal and visit of the fields that show galaxies, not clusters or nothing but stars (deepCR's table).
    private static readonly FrozenSet<string> Galaxies =
    [
        "10760_2", "10760_4", "13737_2", "13737_3", "9490_a3", "12513_2", "12513_3", "10182_pb", "10182_pd", "10584_13", "10342_3", "14343_1", "13057_1",
        "10260_7", "10260_5", "10407_3", "13364_95", "10190_28", "10190_13", "9490_a2", "13691_11", "12058_12", "12058_16", "12058_1", "12058_6", "14704_1", "13804_6",
    ];

    /// <inheritdoc/>
    public string Expected => $"the folders {TrainFolder} and {TestFolder} of deepCR's pictures";

    /// <summary>One of so many pictures tells whether the data are the same: to read some of each of 5,250 takes too long.</summary>
    private const int Telling = 25;

    /// <inheritdoc/>
    public ImmutableArray<string> Find(string folder) =>
        [.. Pictures(folder, TrainFolder).Concat(Pictures(folder, TestFolder)).Where((_, number) => number % Telling == 0)];

    /// <inheritdoc/>
    public OriginalSplit Open(string folder, DataSplit split)
    {
        string part = split == DataSplit.Test ? TestFolder : TrainFolder;
        string[] pictures = [.. Pictures(folder, part)];
        int validation = pictures.Length / 10;
        string[] taken = split switch
        {
            DataSplit.Train => pictures[..^validation],
            DataSplit.Validation => pictures[^validation..],
            _ => pictures,
        };
        string within = Path.Combine(folder, part);
        if (taken.Length == 0)
            throw new InputException($"{within} has {pictures.Length} pictures of galaxies in {Filter}/PROPOSAL/VISIT/*.npy, too few for a split; NAS-Bench-360 has {(split == DataSplit.Test ? "420" : "4,830")}.");
        string[] paths = [.. taken.Select(picture => Path.Combine(folder, picture))];
        return new OriginalSplit(new CosmicPlane(within, paths, 0), new CosmicPlane(within, paths, 1));
    }

    private static IEnumerable<string> Pictures(string folder, string part)
    {
        string filter = Path.Combine(folder, part, Filter);
        if (!Directory.Exists(filter))
            return [];
        return SourceBytes.Listed(filter, below => Directory.EnumerateFiles(below, "*.npy", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => file.Split(Path.DirectorySeparatorChar) is [_, _, var proposal, var visit, not Sky] && Galaxies.Contains($"{proposal}_{visit}"))
            .Order(StringComparer.Ordinal);
    }
}
