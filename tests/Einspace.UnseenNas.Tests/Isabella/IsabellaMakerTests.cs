using Einspace.UnseenNas.Audio;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Isabella;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Audio;
using Einspace.UnseenNas.Tests.Making;

namespace Einspace.UnseenNas.Tests.Isabella;

internal sealed class IsabellaMakerTests
{
    private static readonly string[] Eras = ["Baroque", "classical", "romantic", "20th-century"];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase(SplitRule.Official)]
    [TestCase(SplitRule.SourceDisjoint)]
    public void No_recording_is_in_two_splits_and_eras_are_balanced(SplitRule rule)
    {
        WriteRecordings();
        Make("out", new() { Split = rule }, 12, 4, 5);

        List<(long Label, float[] Numbers)> examples = Made.Read(_folder["out"], "train");
        Assert.That(examples.CountBy(one => one.Label).Select(pair => pair.Value), Is.EqualTo(Enumerable.Repeat(3, 4)));
        foreach ((long label, float[] example) in examples)
            Assert.That(Enumerable.Range(0, 64).MaxBy(band => example[(band * 128) + 60]), Is.EqualTo(new[] { 7, 15, 23, 32 }[label]), "each era has a tone of its own");

        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That(record.Used.Values.Select(used => used["recordings"].Count), Is.All.Positive);
        Assert.That(Made.Shared(_folder["out"], "recordings"), Is.Zero);
        Assert.That(record.Sources.Select(source => source.File), Has.Some.EqualTo("Baroque/3.wav").And.Exactly(25).Items);
        Assert.That(record.Origin, Does.StartWith("Isabella-like"));
        Assert.That(record.Deviations, Has.Some.EqualTo("1 recordings of less than 5 seconds were left out"));
        Assert.That(new FolderDataset(PublishedTasks.Isabella).Check(_folder["out"]), Is.Empty);
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        WriteRecordings();
        Made.AssertDecidedBySeed(_folder, (name, seed) => Make(name, new(), 4, 4, 4, seed));
    }

    [Test]
    public void What_was_never_published_is_an_option()
    {
        WriteRecordings();
        Make("out", new(), 12, 4, 4);
        foreach ((string name, IsabellaOptions options) in new (string, IsabellaOptions)[]
            { ("hop", new() { Hop = 863 }), ("edges", new() { Lowest = 50, Highest = 8_000 }), ("brief", new() { Seconds = 3 }), ("overlap", new() { Stride = 0.25 }) })
        {
            Make(name, options, 12, 4, 4);
            Assert.That(File.ReadAllBytes(Path.Combine(_folder[name], "train_x.npy")), Is.Not.EqualTo(File.ReadAllBytes(Path.Combine(_folder["out"], "train_x.npy"))), name);
            Assert.That(FolderProvenance.Read(_folder[name])!.Deviations.Any(one => one == "3 seconds in an example instead of the published 5"), Is.EqualTo(name == "brief"));
        }

        // Of 11 seconds two whole snippets of five, and five when each begins 1.5 seconds after the one before it.
        WavFile file = WavFile.Open(_folder["music/Baroque/0.wav"]);
        Assert.That(Snippet.All(0, "x", file, new()).Select(snippet => snippet.First), Is.EqualTo(new[] { 0, 40_000 }));
        Assert.That(Snippet.All(0, "x", file, new() { Stride = 0.3 }).Select(snippet => snippet.First), Is.EqualTo(new[] { 0, 12_000, 24_000, 36_000, 48_000 }));
    }

    [Test]
    public void Options_that_do_not_fit_each_other_are_refused()
    {
        AssertRefused(new() { Window = 1_000 }, "Option maker.window: found 1000; a power of two was expected.");
        AssertRefused(new() { Hop = 861 }, "Option maker.hop: found 861; for 128 windows in 5 s at 22050 samples a second 862 to 876 were expected.");
        AssertRefused(new() { Hop = 877 }, "862 to 876 were expected");
        AssertRefused(new() { Highest = 12_000 }, "Option maker.highest: found 12000 Hz; 22050 samples a second (maker.sample-rate) tell no more than 11025 Hz.");
        AssertRefused(new() { Lowest = 8_000, Highest = 8_000 }, "Options maker.lowest and maker.highest: found 8000 and 8000 Hz");
        AssertRefused(new() { Lowest = 20_000 }, "found 20000 and 11025 Hz");
        AssertRefused(new() { Window = 128 }, "Option maker.window: 128 samples at 22050 a second tell frequencies 172.3 Hz apart, and 10 of 64 bands from 0 to 11025 Hz are narrower and would be empty");
        Assert.That(new IsabellaOptions { Hop = 876 }.Form(64, 128).Hop, Is.EqualTo(876));
        Assert.That(new IsabellaOptions().Form(64, 128).Hop, Is.EqualTo(862));

        static void AssertRefused(IsabellaOptions options, string sentence) =>
            Assert.That(() => options.Form(64, 128), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
    }

    [Test]
    public void Few_recordings_of_many_lengths_are_dealt_so_that_no_split_lacks_examples()
    {
        foreach ((int label, string era) in Eras.Index())
        {
            Directory.CreateDirectory(_folder[$"music/{era}"]);
            for (int number = 1; number <= 6; number++)
                File.WriteAllBytes(_folder[$"music/{era}/{number}.wav"], FakeWav.Write(1, 16, 2_000, FakeWav.Tone(300 + (100 * label) + (10 * number), 2_000, 5.1 * number)));
        }

        for (ulong seed = 0; seed < 2; seed++)
        {
            Make($"out{seed}", new(), 52, 16, 16, seed);
            Assert.That(new FolderDataset(PublishedTasks.Isabella).Check(_folder[$"out{seed}"]), Is.Empty);
        }

        Assert.That(() => Make("out", new(), 56, 16, 16), Throws.InstanceOf<InputException>().With.Message.StartsWith(
            "The class 'Baroque' has 21 times 5 seconds in 6 recordings, of which no two splits may share any; 14 and 4 and 4 were expected"));
    }

    [Test]
    public void Bad_sources_are_one_sentence_each()
    {
        AssertRefused("is no folder");
        Directory.CreateDirectory(_folder["music"]);
        AssertRefused("has 0 folders for the era Baroque");
        WriteRecordings();
        AssertRefused("The class 'Baroque' has 12 times 5 seconds in 6 recordings, of which no two splits may share any; 1000 and 1 and 1 were expected", train: 4_000);
        File.Copy(Directory.GetFiles(_folder["music"], "2.wav", SearchOption.AllDirectories).Single(path => path.Contains("Baroque", StringComparison.OrdinalIgnoreCase)), _folder["music/romantic/1.wav"], overwrite: true);
        AssertRefused("is the same recording as Baroque/2.wav");
        File.WriteAllBytes(_folder["music/romantic/1.wav"], [1, 2, 3]);
        AssertRefused("1.wav is damaged");
        Directory.Delete(_folder["music/romantic"], recursive: true);
        Directory.CreateDirectory(_folder["music/romantic"]);
        AssertRefused("0 recordings of the class 'Romantic' were found");

        void AssertRefused(string sentence, int train = 4)
        {
            Assert.That(() => Make("out", new(), train, 4, 4), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
            Assert.That(_folder["out"], Does.Not.Exist);
        }
    }

    private void WriteRecordings()
    {
        foreach ((int label, string era) in Eras.Index())
        {
            Directory.CreateDirectory(_folder[$"music/{era}"]);
            int rate = label % 2 == 0 ? 8_000 : 22_050;
            double[] tone = FakeWav.Tone(new[] { 400, 800, 1_240, 2_060 }[label], rate, 11);
            for (int number = 0; number < 6; number++)
                File.WriteAllBytes(_folder[$"music/{era}/{number}.wav"], FakeWav.Write(1, 16, rate, [.. tone.Skip(number)]));
        }

        File.WriteAllBytes(_folder["music/classical/brief.wav"], FakeWav.Write(1, 16, 8_000, FakeWav.Tone(400, 8_000, 4.9)));
    }

    private void Make(string name, IsabellaOptions options, int train, int validation, int test, ulong seed = 0) =>
        new IsabellaMaker().Make(new(_folder["music"], train, validation, test, seed), options, _folder[name], null, CancellationToken.None);
}
