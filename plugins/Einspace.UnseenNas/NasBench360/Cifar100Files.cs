using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>
/// CIFAR-100's binary version: <c>train.bin</c> and <c>test.bin</c>, for each image a byte for its coarse label, one for its fine label,
/// which is the task's, and 3×32×32 bytes. Validation is the last fifth of the training file, as in NAS-Bench-360's load_data.py.
/// </summary>
/// <param name="train">Images of the training file.</param>
/// <param name="test">Images of the test file.</param>
internal sealed class Cifar100Files(int train = 50_000, int test = 10_000) : IOriginals
{
    private const int Labels = 2, Pixels = 3 * 32 * 32, Record = Labels + Pixels;
    private const string TrainFile = "train.bin", TestFile = "test.bin";

    // As the archive unpacks.
    private const string Unpacked = "cifar-100-binary";

    /// <inheritdoc/>
    public string Expected => $"{TrainFile} and {TestFile} of CIFAR-100's binary version";

    /// <inheritdoc/>
    public ImmutableArray<string> Find(string folder)
    {
        string within = Directory.Exists(Path.Combine(folder, Unpacked)) ? Unpacked : "";
        ImmutableArray<string> files = [Path.Combine(within, TrainFile), Path.Combine(within, TestFile)];
        return files.Any(file => File.Exists(Path.Combine(folder, file))) ? files : [];
    }

    /// <inheritdoc/>
    public OriginalSplit Open(string folder, DataSplit split)
    {
        ImmutableArray<string> files = Find(folder);
        bool isTest = split == DataSplit.Test;
        NpyFile records = Map(Path.Combine(folder, files[isTest ? 1 : 0]), isTest ? test : train);
        int kept = train * 4 / 5;
        IRows part = split switch
        {
            DataSplit.Train => new RowRange(records, 0, kept),
            DataSplit.Validation => new RowRange(records, kept, train - kept),
            _ => records,
        };
        return new OriginalSplit(new RowPart(part, Labels, Pixels), new RowPart(part, 1, 1), records);
    }

    // Of whole records it cannot be seen whether the file was cut short: their number is known.
    private static NpyFile Map(string path, int count) => NpyFile.Open(path, stream => stream.Length == (long)count * Record
        ? (path, new NpyHeader(NpyElement.UInt8, false, false, [count, Record]), stream.Length)
        : throw new InputException($"{path} is truncated or no file of CIFAR-100's binary version: it has {stream.Length} bytes, and {count} images of {Record} bytes were expected."));
}
