using System.Collections.Immutable;
using System.Text.Json;
using Einspace.UnseenNas.Folders;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.UnseenNas.Tests.Folders;

internal sealed class FolderProvenanceTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new();
        Directory.CreateDirectory(_folder["made"]);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void What_was_written_is_read()
    {
        FolderProvenance written = new()
        {
            Dataset = "language",
            GeneratorVersion = 3,
            Seed = ulong.MaxValue,
            SplitRule = "source-disjoint",
            Rule = "four words, \"each\" drawn by itself – ß",
            Options = ImmutableSortedDictionary<string, string>.Empty.Add("train-words", "1500"),
            Classes = ["English", "Zulu"],
            Sources = [new SourceFile("en.txt", new string('a', 64))],
            Used = ImmutableSortedDictionary<DataSplit, ImmutableSortedDictionary<string, SourceIds>>.Empty
                .Add(DataSplit.Train, ImmutableSortedDictionary<string, SourceIds>.Empty.Add("words", new(["b", "ä", "b"])).Add("images", new([7, 3, 1, 2])))
                .Add(DataSplit.Test, ImmutableSortedDictionary<string, SourceIds>.Empty.Add("words", new(["ä", "c"])).Add("images", new([3, 9]))),
            Deviations = ["not the published bytes"],
        };
        written.Write(_folder["made"]);
        FolderProvenance read = FolderProvenance.Read(_folder["made"])!;

        Assert.That(
            (read.Dataset, read.GeneratorVersion, read.Seed, read.SplitRule, read.Rule),
            Is.EqualTo((written.Dataset, written.GeneratorVersion, written.Seed, written.SplitRule, written.Rule)));
        Assert.That(read.Options, Is.EqualTo(written.Options));
        Assert.That((read.Classes, read.Sources, read.Deviations), Is.EqualTo((written.Classes, written.Sources, written.Deviations)));
        var (train, test) = (read.Used[DataSplit.Train], read.Used[DataSplit.Test]);
        Assert.That((train["words"].Count, train["images"].Count), Is.EqualTo((2, 4)));
        Assert.That((test["words"].Shared(train["words"]), test["images"].Shared(train["images"]), train["images"].Shared(test["images"])), Is.EqualTo((1, 1, 1)));
        Assert.That(File.ReadAllText(Path.Combine(_folder["made"], "provenance.json")), Does.Contain("\"1-3,7\""));
    }

    [Test]
    public void A_folder_without_the_file_says_nothing() => Assert.That(FolderProvenance.Read(_folder["made"]), Is.Null);

    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("""{"dataset": "x", "generator_version": 1, "seed": -1, "split_rule": "official", "rule": ""}""")]
    [TestCase("""{"dataset": "x", "generator_version": 1, "seed": 1, "split_rule": "official", "rule": "", "splits": {"train": {"images": "1-"}}}""")]
    [TestCase("""{"dataset": "x", "generator_version": 1, "seed": 1, "split_rule": "official", "rule": "", "splits": {"third": {}}}""")]
    public void Something_else_is_refused_by_name(string text)
    {
        File.WriteAllText(Path.Combine(_folder["made"], "provenance.json"), text);
        Assert.That(() => FolderProvenance.Read(_folder["made"]), Throws.InstanceOf<InputException>().With.Message.Contains("provenance.json is no record"));
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public Property Numbers_survive_as_ranges() => Prop.ForAll(
        Gen.Choose(0, 60).ListOf().ToArbitrary(),
        numbers =>
        {
            using MemoryStream stream = new();
            using (Utf8JsonWriter json = new(stream))
                new SourceIds(numbers).Write(json);
            using JsonDocument document = JsonDocument.Parse(stream.ToArray());
            SourceIds read = SourceIds.Read(document.RootElement)!;
            Assert.That(read.Count, Is.EqualTo(numbers.Distinct().Count()));
            Assert.That(read.Shared(new(numbers)), Is.EqualTo(read.Count));
        });
}
