using System.Security.Cryptography;
using System.Text;
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
        Dictionary<DataSplit, Patch[]> examples = new PatchDraw(Task.Classes, sizes, options, (purpose, index) => Random(recipe.Seed, purpose, index)).Draw(collection.Patches, tiles);
        UsedSources used = new();
        return new TaskDraft
        {
            Rule = $"bands B04, B03 and B02, 0 to {options.White} as 0 to 1, {(options.Fit == PatchFit.Area ? "shrunk by area" : "the middle cut out")}; label = the country in alphabetical order; "
                + $"{(options.Balanced ? "as many patches of each country" : "patches of each country in proportion to what there is of it")}; the digest of the patches is that of their files' names and digests in the order of the examples",
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
        Patch[] all = [.. FolderSplit.All.SelectMany(split => examples[split])];
        foreach (string files in OnAllCores.Select<Patch, string>(all, () => patch => Look(patch, options), cancellation))
            digest.AppendData(Encoding.UTF8.GetBytes(files));
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Names a patch's files with their digests, a line for each.</summary>
    private string Look(Patch patch, GeoClassingOptions options)
    {
        (TiffImage[] bands, string files) = patch.Read();
        if (options.Fit == PatchFit.Centre && Math.Min(bands[0].Width, bands[0].Height) < Task.Shape[2])
            throw new InputException($"{patch.Folder} is {bands[0].Width}×{bands[0].Height}: the middle of {Task.Shape[2]}×{Task.Shape[2]} cannot be cut out of it; use --set maker.fit=area.");
        return files;
    }

    private void Write(ExampleWriter writer, Patch[] examples, Dictionary<Patch, string> tiles, GeoClassingOptions options, UsedSources used)
    {
        PatchPainter painter = new((int)Task.Shape[2], options);
        writer.AddAll(examples, patch => patch.Label, () => painter.Paint);
        foreach (Patch patch in examples)
        {
            used.Add(writer.Split, Patch.Kind, patch.Id);
            used.Add(writer.Split, Patch.TileKind, tiles[patch]);
        }
    }
}
