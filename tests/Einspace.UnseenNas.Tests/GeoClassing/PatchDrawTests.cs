using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.GeoClassing;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Tests.GeoClassing;

internal sealed class PatchDrawTests
{
    private static readonly string[] Countries = ["Austria", "Belgium"];

    [Test]
    public void Few_tiles_of_many_sizes_are_dealt_so_that_no_split_lacks_patches()
    {
        // Of each country 21 patches on tiles of 1 to 6, which make up 13, 4 and 4 exactly.
        Dictionary<Patch, string> tiles = Tiles(1, 2, 3, 4, 5, 6);
        for (ulong seed = 0; seed < 20; seed++)
        {
            Dictionary<DataSplit, Patch[]> drawn = Draw(tiles, new() { Split = SplitRule.SourceDisjoint }, new(26, 8, 8), seed);
            Assert.That(drawn.Values.SelectMany(patches => patches), Is.EquivalentTo(tiles.Keys));
            Assert.That(FolderSplit.All.Select(split => drawn[split].Length), Is.EqualTo(new[] { 26, 8, 8 }));
            Assert.That(FolderSplit.All.SelectMany(split => drawn[split].Select(patch => tiles[patch]).Distinct()), Is.Unique, "no tile is in two splits");
        }

        Assert.That(
            () => Draw(tiles, new() { Split = SplitRule.SourceDisjoint }, new(28, 8, 8), 0),
            Throws.InstanceOf<InputException>().With.Message.Contains("patches of Austria; "));
    }

    [Test]
    public void Countries_are_balanced_or_in_proportion()
    {
        // The first country has three times what the second has.
        Dictionary<Patch, string> tiles = Tiles(Enumerable.Repeat(10, 12));
        foreach (Patch patch in tiles.Keys.Where(patch => patch.Label == 1).Skip(40))
            tiles.Remove(patch);
        Assert.That(Labels(new()), Is.EqualTo(new[] { 40, 40 }));
        Assert.That(Labels(new() { Balanced = false }), Is.EqualTo(new[] { 60, 20 }));

        int[] Labels(GeoClassingOptions options)
        {
            Patch[] drawn = [.. Draw(tiles, options, new(60, 12, 8), 0).Values.SelectMany(patches => patches)];
            return [drawn.Count(patch => patch.Label == 0), drawn.Count(patch => patch.Label == 1)];
        }
    }

    /// <summary>Of each country patches on tiles of so many each.</summary>
    private static Dictionary<Patch, string> Tiles(params IEnumerable<int> sizes) => Countries.Index().SelectMany(country => sizes.Index().SelectMany(tile =>
            Enumerable.Range(0, tile.Item).Select(number => (Patch: new Patch(country.Index, $"{country.Item}-{tile.Index}-{number}", ""), Tile: $"{country.Item}-{tile.Index}"))))
        .ToDictionary(patch => patch.Patch, patch => patch.Tile);

    private static Dictionary<DataSplit, Patch[]> Draw(Dictionary<Patch, string> tiles, GeoClassingOptions options, SplitSizes sizes, ulong seed) =>
        new PatchDraw([.. Countries], sizes, options, (purpose, index) => RandomStream.Derive(seed, purpose, index)).Draw([.. tiles.Keys], tiles);
}
