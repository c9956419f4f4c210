using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Gutenberg;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Making;

namespace Einspace.UnseenNas.Tests.Gutenberg;

internal sealed class GutenbergMakerTests
{
    private static readonly string[] Authors = ["aquinas", "confucius", "hawthorne", "plato", "shakespeare", "tolstoy"];
    private static readonly GutenbergOptions Options = new() { HeaderLines = 2, PassageWords = 50 };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Columns_are_places_and_rows_letters_and_the_filling()
    {
        WriteBooks();
        Make("out", Options, 60, 24, 24);

        using NpyFile file = NpyFile.Open(Path.Combine(_folder["out"], "train_x.npy"));
        Assert.That(file.Header.Shape, Is.EqualTo(new long[] { 60, 1, 27, 18 }));
        float[] example = new float[27 * 18];
        file.CopyRow<float>(0, example);
        Assert.That(Enumerable.Range(0, 18).Select(place => Enumerable.Range(0, 27).Sum(letter => example[(letter * 18) + place])), Is.All.EqualTo(1));
        Assert.That(Read("out", "train").SelectMany(one => one.Text.Split(' ')), Has.All.Match("^[a-z]{3,6}$"));
        Assert.That(new FolderDataset(PublishedTasks.Gutenberg).Check(_folder["out"]), Is.Empty);
        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That((record.Classes.Length, record.Sources.Length), Is.EqualTo((0, 12)));
        Assert.That(record.Sources.Select(source => source.File), Has.Some.EqualTo("plato2.txt.gz").And.Some.EqualTo("tolstoy1.txt"));
    }

    [TestCase(SplitRule.Official)]
    [TestCase(SplitRule.SourceDisjoint)]
    public void Phrases_are_the_authors_own_and_in_one_split(SplitRule rule)
    {
        WriteBooks();
        Make("out", Options with { Split = rule }, 300, 100, 60);

        string[][] written = [.. Author.ReadAll(_folder["books"], 2).Select(author => author.Texts.Select(text => $" {string.Join(' ', text.Words)} ").ToArray())];
        List<(long Label, string Text)>[] examples = [.. Made.Splits.Select(split => Read("out", split))];
        Assert.That(examples.SelectMany(split => split.Select(one => one.Text)), Is.Unique);
        Assert.That(examples[2].CountBy(one => one.Label).Select(pair => pair.Value), Is.All.EqualTo(10));
        foreach ((long label, string text) in examples.SelectMany(split => split))
        {
            Assert.That(text, Does.Not.Contain("zzzzz"), "the header is left out");
            Assert.That(text, Is.Not.EqualTo("all our men").And.Not.EqualTo("our men say"), "what every author says is left out");
            Assert.That(written[(int)label].Any(words => words.Contains($" {text} ", StringComparison.Ordinal)), Is.True, $"{Authors[label]} wrote {text}");
        }

        Assert.That(Made.Shared(_folder["out"], "passages"), rule == SplitRule.Official ? Is.Positive : Is.Zero);
    }

    [Test]
    public void Other_authors_will_do()
    {
        FakeBooks.Write(_folder["books"], "kafka", 1, 120);
        FakeBooks.Write(_folder["books"], "austen", 1, 120);
        Make("out", Options, 60, 20, 20);
        Assert.That(new FolderDataset(PublishedTasks.Gutenberg).Prepare(_folder["out"], null, CancellationToken.None).Spec.Classes, Is.EqualTo(2));
        Assert.That(FolderProvenance.Read(_folder["out"])!.Classes, Is.EqualTo(new[] { "Austen", "Kafka" }));
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        WriteBooks();
        Made.AssertDecidedBySeed(_folder, (name, seed) => Make(name, Options, 40, 20, 20, seed), "test_x.npy");
    }

    [Test]
    public void Bad_sources_are_one_sentence_each()
    {
        AssertRefused("is no folder");
        Directory.CreateDirectory(_folder["books"]);
        AssertRefused("has texts of 0 authors");
        FakeBooks.Write(_folder["books"], "plato", 2, 120);
        AssertRefused("has texts of 1 authors");
        FakeBooks.Write(_folder["books"], "tolstoy", 1, 3);
        AssertRefused("The texts of tolstoy have");
        AssertRefused("The texts of tolstoy have 1 passages of 50 words", SplitRule.SourceDisjoint);
        File.WriteAllBytes(Path.Combine(_folder["books"], "tolstoy2.txt.gz"), [0x1f, 0x8b, 8, 0, 1]);
        AssertRefused("tolstoy2.txt.gz is damaged");
        FakeBooks.Write(_folder["books"], "tolstoy", 2, 120, compressed: true);
        File.Delete(Path.Combine(_folder["books"], "tolstoy1.txt"));
        string whole = Path.Combine(_folder["books"], "tolstoy2.txt.gz");
        File.WriteAllBytes(whole, File.ReadAllBytes(whole)[..^100]);
        AssertRefused("it may be truncated");

        void AssertRefused(string sentence, SplitRule split = SplitRule.Official)
        {
            Assert.That(() => Make("out", Options with { Split = split }, 60, 20, 20), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
            Assert.That(_folder["out"], Does.Not.Exist);
        }
    }

    [Test]
    public void Real_texts_make_the_task()
    {
        string source = SharedData.Folder("gutenberg");
        new GutenbergMaker().Make(new(source, 600, 120, 120, 0), new GutenbergOptions(), _folder["out"], null, CancellationToken.None);
        Assert.That(new FolderDataset(PublishedTasks.Gutenberg).Check(_folder["out"]), Is.Empty);
        Assert.That(FolderProvenance.Read(_folder["out"])!.Sources, Has.Length.EqualTo(18));
        Assert.That(Read("out", "test").CountBy(one => one.Label).Select(pair => pair.Value), Is.All.EqualTo(20));
    }

    private void WriteBooks()
    {
        foreach (string author in Authors)
            FakeBooks.Write(_folder["books"], author, 2, 120, compressed: author == "plato");
    }

    private void Make(string name, GutenbergOptions options, int train, int validation, int test, ulong seed = 0) =>
        new GutenbergMaker().Make(new(_folder["books"], train, validation, test, seed), options, _folder[name], null, CancellationToken.None);

    private List<(long Label, string Text)> Read(string name, string split) => [.. Made.Read(_folder[name], split).Select(one => (one.Label, OneHotText.ReadColumns(one.Numbers)!))];
}
