using System.Security.Cryptography;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tiff;

namespace Einspace.UnseenNas.GeoClassing;

/// <summary>
/// Makes GeoClassing from BigEarthNet's patches of Sentinel-2: red, green and blue, label = the country. By the official rule no patch is in
/// two splits, by the other no tile, and so no two neighbours.
/// </summary>
internal sealed class GeoClassingMaker() : TaskMaker<GeoClassingOptions>(PublishedTasks.GeoClassing, version: 1)
{
    /// <inheritdoc/>
    protected override TaskDraft Read(DatasetRecipe recipe, GeoClassingOptions options, CancellationToken cancellation)
    {
        SplitSizes sizes = SplitSizes.Published(Task).Overlaid(recipe);
        PatchCollection collection = PatchCollection.Read(SourceBytes.Folder(recipe.Source, "BigEarthNet's patches"), Task.Classes);
        Dictionary<Patch, string> tiles = collection.Patches.ToDictionary(patch => patch, patch => patch.Tile());
        Dictionary<DataSplit, Patch[]> examples = Compose(collection.Patches, tiles, sizes, options.Split, recipe.Seed);
        UsedSources used = new();
        return new TaskDraft
        {
            Rule = $"bands B04, B03 and B02, 0 to {options.White} as 0 to 1, {(options.Fit == PatchFit.Area ? "shrunk by area" : "the middle cut out")}; label = the country in alphabetical order; "
                + "as many patches of each country; the digest of the patches is that of their files' names and digests in the order of the examples",
            Sources = [collection.Table, new($"{examples.Values.Sum(split => split.Length)} patches", Digest(examples, options, cancellation))],
            Sizes = sizes,
            Used = used,
            Deviations = collection.Nameless == 0 ? [] : [$"{collection.Nameless} patches without a country in {collection.Table.File} were left out"],
            Write = (writer, _) => Write(writer, examples[writer.Split], tiles, options, used),
        };
    }

    /// <summary>Reads all that will be used once, so that a wrong file is told before anything is written.</summary>
    private string Digest(Dictionary<DataSplit, Patch[]> examples, GeoClassingOptions options, CancellationToken cancellation)
    {
        using IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Patch patch in FolderSplit.All.SelectMany(split => examples[split]))
        {
            cancellation.ThrowIfCancellationRequested();
            TiffImage band = patch.Read(digest)[0];
            if (options.Fit == PatchFit.Centre && Math.Min(band.Width, band.Height) < Task.Shape[2])
                throw new InputException($"{patch.Folder} is {band.Width}×{band.Height}: the middle of {Task.Shape[2]}×{Task.Shape[2]} cannot be cut out of it; use --set maker.fit=area.");
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private Dictionary<DataSplit, Patch[]> Compose(IReadOnlyList<Patch> patches, Dictionary<Patch, string> tiles, SplitSizes sizes, SplitRule rule, ulong seed)
    {
        SourceDeal deal = new(SplitRule.SourceDisjoint, sizes);
        Func<Patch, string> source = rule == SplitRule.Official ? patch => patch.Id : patch => tiles[patch];
        string kind = rule == SplitRule.Official ? Patch.Kind : Patch.TileKind;

        // A tile across a border is dealt with those of the country that has most of it.
        ILookup<int, string> sources = patches.GroupBy(source).ToLookup(group => group.CountBy(patch => patch.Label).MaxBy(pair => pair.Value).Key, group => group.Key);
        Dictionary<string, DataSplit> splitOf = [];
        foreach ((int label, string country) in Task.Classes.Index())
        {
            string[] own = [.. sources[label].Order(StringComparer.Ordinal)];
            Dictionary<DataSplit, string[]> dealt = deal.Deal<string>(own, FolderSplit.All, 1, Random(seed, kind, (ulong)label))
                ?? throw new InputException($"{own.Length} {kind} of {country} were found; one for each of the three splits was expected at least.");
            foreach ((DataSplit split, string[] names) in dealt)
            {
                foreach (string name in names)
                    splitOf[name] = split;
            }
        }

        return FolderSplit.All.ToDictionary(split => split, split => Choose([.. patches.Where(patch => splitOf[source(patch)] == split)], split, sizes[split], seed));
    }

    private Patch[] Choose(Patch[] patches, DataSplit split, int count, ulong seed)
    {
        RandomStream random = Random(seed, "choice", (ulong)split);
        List<Patch> chosen = [];
        foreach ((int label, string country) in Task.Classes.Index())
        {
            Patch[] own = [.. patches.Where(patch => patch.Label == label)];
            int wanted = (count / Task.Classes.Length) + (label < count % Task.Classes.Length ? 1 : 0);
            if (own.Length < wanted)
                throw new InputException($"The {split} split has {own.Length} patches of {country}; {wanted} were expected at least: give more patches, or ask for fewer examples.");
            random.Shuffle<Patch>(own);
            chosen.AddRange(own[..wanted]);
        }

        Patch[] shuffled = [.. chosen];
        random.Shuffle<Patch>(shuffled);
        return shuffled;
    }

    private void Write(ExampleWriter writer, Patch[] examples, Dictionary<Patch, string> tiles, GeoClassingOptions options, UsedSources used)
    {
        int side = (int)Task.Shape[2];
        PatchPainter painter = new(side, options);
        foreach (Patch patch in examples)
        {
            foreach ((int channel, TiffImage band) in patch.Read(null).Index())
                painter.Paint(band, writer.Example.Slice(channel * side * side, side * side));
            used.Add(writer.Split, Patch.Kind, patch.Id);
            used.Add(writer.Split, Patch.TileKind, tiles[patch]);
            writer.Add(patch.Label);
        }
    }
}
