using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.GeoClassing;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Making;
using Einspace.UnseenNas.Tests.Tiff;
using Einspace.UnseenNas.Tiff;

namespace Einspace.UnseenNas.Tests.GeoClassing;

internal sealed class GeoClassingMakerTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase(SplitRule.Official)]
    [TestCase(SplitRule.SourceDisjoint)]
    public void Patches_or_tiles_are_in_one_split_and_countries_balanced(SplitRule rule)
    {
        WritePatches();
        Make("out", new() { Split = rule }, 20, 10, 10);

        List<(long Label, float[] Numbers)> examples = Made.Read(_folder["out"], "train");
        Assert.That(examples.CountBy(one => one.Label).Select(pair => pair.Value), Is.EqualTo(Enumerable.Repeat(2, 10)));
        foreach ((long label, float[] example) in examples)
        {
            Assert.That(example, Has.Length.EqualTo(3 * 64 * 64));
            Assert.That(example[0], Is.EqualTo(label / 30f).Within(1e-6), "red tells the country");
            Assert.That((example[64 * 64], example[2 * 64 * 64]), Is.EqualTo((0.5f, 1f)), "green is middling, and blue too bright");
        }

        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That(Made.Shared(_folder["out"], "patches"), Is.Zero);
        Assert.That(Made.Shared(_folder["out"], "tiles"), rule == SplitRule.Official ? Is.Positive : Is.Zero);
        Assert.That(record.Sources.Select(source => source.File), Is.EqualTo(new[] { "metadata.csv", "40 patches" }));
        Assert.That(record.Deviations, Has.Some.EqualTo("1 patches without a country in metadata.csv were left out"));
        Assert.That(record.Origin, Does.StartWith("GeoClassing-like"));
        Assert.That(new FolderDataset(PublishedTasks.GeoClassing).Check(_folder["out"]), Is.Empty);
    }

    [Test]
    public void Patches_are_shrunk_by_area_or_cut()
    {
        // Each column is as bright as its place.
        TiffImage band = new(120, 120, [.. Enumerable.Range(0, 120 * 120).Select(i => (ushort)(i % 120))]);
        float[] picture = new float[64 * 64];
        new PatchPainter(64, new() { White = 100 }).Paint(band, picture);
        Assert.That(picture[0], Is.EqualTo(((1 * 0) + (0.875 * 1)) / 1.875 / 100).Within(1e-6));
        Assert.That(picture[63], Is.EqualTo(1), "what is brighter than white is white");
        Assert.That(picture[64 * 10], Is.EqualTo(picture[0]));
        new PatchPainter(64, new() { White = 100, Fit = PatchFit.Centre }).Paint(band, picture);
        Assert.That((picture[0], picture[63]), Is.EqualTo((0.28f, 0.91f)));
        new PatchPainter(60, new() { White = 1_000 }).Paint(band, picture);
        Assert.That(picture[..60], Is.EqualTo(Enumerable.Range(0, 60).Select(column => ((2 * column) + 0.5) / 1_000)).Within(1e-6));
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        WritePatches();
        Made.AssertDecidedBySeed(_folder, (name, seed) => Make(name, new(), 10, 10, 10, seed), "train_y.npy");
    }

    [Test]
    public void Bad_sources_are_one_sentence_each()
    {
        AssertRefused("is no folder");
        Directory.CreateDirectory(_folder["land"]);
        AssertRefused("metadata.csv (or .gz) is missing");
        File.WriteAllText(_folder["land/metadata.csv"], "id,land\n");
        AssertRefused("has the columns id, land; patch_id and country were expected");
        File.WriteAllText(_folder["land/metadata.csv"], "patch_id,country\nx\n");
        AssertRefused("metadata.csv, line 2: found 1 cells, expected 2");
        File.WriteAllText(_folder["land/metadata.csv"], "patch_id,labels,country\na,\"b\n c\",Austria\nx\n");
        AssertRefused("metadata.csv, line 4: found 1 cells, expected 3");
        File.WriteAllText(_folder["land/metadata.csv"], "patch_id,country\na,Aus\"tria\n");
        AssertRefused("metadata.csv: found the cell Aus\"tria; quotation marks were expected around a whole cell");
        File.WriteAllText(_folder["land/metadata.csv"], "patch_id,country\na,\"Aust\n");
        AssertRefused("metadata.csv: found the cell \"Aust;");
        File.WriteAllText(_folder["land/metadata.csv"], "patch_id,country\n");
        AssertRefused("0 patches of Austria were found");
        WritePatches();
        AssertRefused("The Train split has 6 patches of Austria; 100 were expected", train: 1_000);
        foreach (string blue in Directory.GetFiles(_folder["land"], "*_B02.tif", SearchOption.AllDirectories))
            File.WriteAllBytes(blue, [1, 2, 3]);
        AssertRefused("_B02.tif cannot be read as TIFF");
        foreach (string blue in Directory.GetFiles(_folder["land"], "*_B02.tif", SearchOption.AllDirectories))
            File.Delete(blue);
        AssertRefused("_B02.tif cannot be read");
        string json = Directory.GetFiles(_folder["land"], "*.json", SearchOption.AllDirectories)[0];
        File.WriteAllText(json, "{}");
        AssertRefused("does not say the tile of the patch");
        File.Delete(json);
        AssertRefused("the name of the patch does not say its tile");

        void AssertRefused(string sentence, int train = 10)
        {
            Assert.That(() => Make("out", new(), train, 10, 10), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
            Assert.That(_folder["out"], Does.Not.Exist);
        }
    }

    /// <summary>Of each country six patches on three tiles, the first country's named as in BigEarthNet 1.</summary>
    private void WritePatches()
    {
        List<string> table = ["\"patch_id\",labels,country"];
        foreach ((int label, string country) in PublishedTasks.GeoClassing.Classes.Index())
        {
            for (int number = 0; number < 6; number++)
            {
                string tile = $"T3{label}AB{(char)('A' + (number / 2))}";
                string id = label == 0 ? $"S2A_MSIL2A_20170613T101031_{number}_45" : $"S2A_MSIL2A_20170613T101031_N9999_R022_{tile}_{number}_56";
                WritePatch(id, label);
                if (label == 0)
                    File.WriteAllText(_folder[$"land/{id}/{id}_labels_metadata.json"], $$"""{"labels": ["Pastures"], "tile_source": "S2A_MSIL1C_20170613T101031_N0205_R022_{{tile}}_20170613T101608.SAFE"}""");
                table.Add($"{id},\"['Pastures, Water'\n 'Coniferous forest']\",{country}");
                table.Add("");
            }
        }

        WritePatch("S2A_MSIL2A_20170613T101031_N9999_R022_T33UUP_99_99", 1);
        File.WriteAllLines(_folder["land/metadata.csv"], table);
    }

    private void WritePatch(string id, int label)
    {
        Directory.CreateDirectory(_folder[$"land/{id}"]);
        foreach ((string band, int level) in new[] { ("B02", 5_000), ("B03", 1_500), ("B04", 100 * label) })
            File.WriteAllBytes(_folder[$"land/{id}/{id}_{band}.tif"], FakeTiff.Write([.. Enumerable.Repeat((ushort)level, 120 * 120)], 120, compression: 5, tiled: true, part: 64));
    }

    private void Make(string name, GeoClassingOptions options, int train, int validation, int test, ulong seed = 0) =>
        new GeoClassingMaker().Make(new(_folder["land"], train, validation, test, seed), options, _folder[name], null, CancellationToken.None);
}
