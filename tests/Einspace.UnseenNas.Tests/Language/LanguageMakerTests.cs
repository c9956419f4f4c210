using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Language;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Making;

namespace Einspace.UnseenNas.Tests.Language;

internal sealed class LanguageMakerTests
{
    private static readonly LanguageOptions Three = new() { Languages = ["en", "nl", "xx"], TrainWords = 60, TestWords = 20 };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeLists()
    {
        _folder = new();
        FakeLists.Write(_folder["lists"], "en", 'a', 100);
        FakeLists.Write(_folder["lists"], "nl", 'b', 100);
        FakeLists.Write(_folder["lists"], "xx", 'c', 80);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Rows_are_places_and_columns_letters()
    {
        Make("out", Three, 30, 12, 15);

        using NpyFile file = NpyFile.Open(Path.Combine(_folder["out"], "train_x.npy"));
        Assert.That(file.Header.Shape, Is.EqualTo(new long[] { 30, 1, 24, 24 }));
        float[] example = new float[576];
        for (int i = 0; i < 30; i++)
        {
            file.CopyRow<float>(i, example);
            Assert.That(example.Distinct(), Is.EquivalentTo(new[] { 0f, 1f }));
            Assert.That(example.Chunk(24).Select(row => row.Sum()), Is.All.EqualTo(1), "one letter at each place");
        }

        // What loads the task reads the words back.
        Assert.That(Read("out", "train").SelectMany(one => one.Words), Has.All.Match("^[abc][a-x]{5}$"));
        Assert.That(new FolderDataset(PublishedTasks.Language).Check(_folder["out"]), Is.Empty);
    }

    [TestCase(SplitRule.Official)]
    [TestCase(SplitRule.SourceDisjoint)]
    public void Labels_name_the_language_and_test_words_are_never_training_words(SplitRule rule)
    {
        Make("out", Three with { Split = rule }, 300, 60, 90);

        HashSet<string>[] words = [.. Made.Splits.Select(split => Read("out", split).SelectMany(one => one.Words).ToHashSet())];
        Assert.That(words[2].Intersect(words[0].Union(words[1])), Is.Empty);
        int shared = words[1].Intersect(words[0]).Count();
        Assert.That(shared, rule == SplitRule.Official ? Is.GreaterThan(words[1].Count / 2) : Is.Zero);
        foreach (string split in Made.Splits)
        {
            List<(long Label, string[] Words)> examples = Read("out", split);
            Assert.That(examples.SelectMany(one => one.Words.Select(word => word[0] - 'a' == one.Label)), Is.All.True);
            Assert.That(examples.Select(one => string.Concat(one.Words)), Is.Unique);
        }

        Assert.That(Read("out", "test").CountBy(one => one.Label).Select(pair => pair.Value), Is.All.EqualTo(30));
        Assert.That(Read("out", "train").Concat(Read("out", "valid")).CountBy(one => one.Label).Select(pair => pair.Value), Is.All.EqualTo(120));
        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That(record.Used[DataSplit.Train]["words"].Count, Is.EqualTo(words[0].Count));
        Assert.That(record.Used[DataSplit.Train]["words"].Shared(record.Used[DataSplit.Validation]["words"]), Is.EqualTo(shared));
        Assert.That(record.Classes, Is.EqualTo(new[] { "English", "Dutch", "xx" }));
    }

    /// <summary>The published rule lets a word that two languages have be in training for one and in test for the other.</summary>
    [Test]
    public void By_the_disjoint_rule_a_word_of_two_languages_is_in_one_split()
    {
        string[] common = [.. File.ReadLines(Path.Combine(_folder["lists"], "en.txt")).Take(40)];
        FakeLists.Write(_folder["lists"], "nl", 'b', 100, common);
        LanguageOptions options = new() { Languages = ["en", "nl"], TrainWords = 50, TestWords = 40 };
        Make("official", options, 400, 80, 400);
        Make("disjoint", options with { Split = SplitRule.SourceDisjoint }, 400, 80, 400);

        Assert.That(Shared("official"), Is.Positive);
        Assert.That(Shared("disjoint"), Is.Zero);

        int Shared(string name)
        {
            var used = FolderProvenance.Read(_folder[name])!.Used;
            return used[DataSplit.Test]["words"].Shared(used[DataSplit.Train]["words"]) + used[DataSplit.Test]["words"].Shared(used[DataSplit.Validation]["words"]);
        }
    }

    [Test]
    public void Sizes_follow_the_number_of_languages()
    {
        new LanguageMaker().Make(new(_folder["lists"], null, null, null, 0), new LanguageOptions { Languages = ["en", "nl"], TrainWords = 70, TestWords = 30 }, _folder["out"], null, CancellationToken.None);
        Assert.That(Made.Splits.Select(split => Read("out", split).Count), Is.EqualTo(new[] { 10_000, 2_000, 2_000 }));
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Made.AssertDecidedBySeed(_folder, (name, seed) => Make(name, Three, 40, 20, 20, seed), "test_x.npy");
    }

    [Test]
    public void Bad_sources_are_one_sentence_each()
    {
        AssertRefused(Three with { Languages = ["en"] }, "two languages at least");
        AssertRefused(Three with { Languages = ["en", "en"] }, "each once");
        AssertRefused(Three with { Languages = ["en", "de"] }, "de.txt (or .gz) is missing");
        AssertRefused(Three with { TrainWords = 61 }, "xx.txt has 80 words of 6 letters from a to x; 81 were expected");
        AssertRefused(Three with { Aspell = true }, "--aspell or --from, not both");
        AssertRefused(new LanguageOptions { Languages = ["en", "nl"], TrainWords = 2, TestWords = 2 }, "there are too few tuples");
        File.Copy(Path.Combine(_folder["lists"], "nl.txt"), Path.Combine(_folder["lists"], "de.txt"));
        AssertRefused(Three with { Languages = ["nl", "de"] }, "de.txt is the same file as nl.txt");

        void AssertRefused(LanguageOptions options, string sentence)
        {
            Assert.That(() => Make("out", options, 40, 20, 20), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
            Assert.That(_folder["out"], Does.Not.Exist);
        }
    }

    [Test]
    public void Words_come_from_aspell()
    {
        LanguageOptions options = new() { Aspell = true, Languages = ["en", "de"], TrainWords = 300, TestWords = 100 };
        try
        {
            AspellDictionary.RefuseMissing(options.Languages);
        }
        catch (InputException e)
        {
            Assert.Ignore($"This test needs aspell with English and German: {e.Message}");
        }

        Assert.That(AspellDictionary.Read("en", CancellationToken.None).Words, Has.Some.EqualTo("jumped").And.Some.EqualTo("orange"), "affixes are expanded");
        new LanguageMaker().Make(new(null, 100, 20, 20, 0), options, _folder["out"], null, CancellationToken.None);
        Assert.That(Read("out", "test"), Has.Count.EqualTo(20));
        Assert.That(() => AspellDictionary.RefuseMissing(["en", "tlh"]), Throws.InstanceOf<InputException>().With.Message.Contains("no dictionaries tlh").And.Message.Contains("maker.languages=[en]"));
        Assert.That(() => AspellDictionary.Read("tlh", CancellationToken.None), Throws.InstanceOf<InputException>().With.Message.Contains("tlh"));
    }

    private void Make(string name, LanguageOptions options, int train, int validation, int test, ulong seed = 0) =>
        new LanguageMaker().Make(new(_folder["lists"], train, validation, test, seed), options, _folder[name], null, CancellationToken.None);

    private List<(long Label, string[] Words)> Read(string name, string split) => [.. Made.Read(_folder[name], split).Select(one => (one.Label, OneHotText.ReadRows(one.Numbers)!.Split(' ')))];
}
