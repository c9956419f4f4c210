using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Isabella;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Audio;

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

        using NpyFile examples = NpyFile.Open(Path.Combine(_folder["out"], "train_x.npy"));
        using NpyFile labels = NpyFile.Open(Path.Combine(_folder["out"], "train_y.npy"));
        Assert.That(examples.Header.Shape, Is.EqualTo(new long[] { 12, 1, 64, 128 }));
        float[] example = new float[64 * 128];
        long[] label = new long[12];
        for (int i = 0; i < 12; i++)
            labels.CopyRow<long>(i, label.AsSpan(i, 1));
        Assert.That(label.CountBy(one => one).Select(pair => pair.Value), Is.All.EqualTo(3));
        for (int i = 0; i < 12; i++)
        {
            examples.CopyRow<float>(i, example);
            Assert.That(Enumerable.Range(0, 64).MaxBy(band => example[(band * 128) + 60]), Is.EqualTo(new[] { 7, 15, 23, 32 }[label[i]]), "each era has a tone of its own");
        }

        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That(record.Used.Values.Select(used => used["recordings"].Count), Is.All.Positive);
        foreach ((DataSplit one, DataSplit other) in new[] { (DataSplit.Train, DataSplit.Validation), (DataSplit.Train, DataSplit.Test), (DataSplit.Validation, DataSplit.Test) })
            Assert.That(record.Used[one]["recordings"].Shared(record.Used[other]["recordings"]), Is.Zero);
        Assert.That(record.Sources.Select(source => source.File), Has.Some.EqualTo("Baroque/3.wav").And.Exactly(25).Items);
        Assert.That(record.Origin, Does.StartWith("Isabella-like"));
        Assert.That(record.Deviations, Has.Some.EqualTo("1 recordings of less than 5 seconds were left out"));
        Assert.That(new FolderDataset(PublishedTasks.Isabella).Check(_folder["out"]), Is.Empty);
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        WriteRecordings();
        Make("a", new(), 4, 4, 4, seed: 5);
        Make("b", new(), 4, 4, 4, seed: 5);
        Make("c", new(), 4, 4, 4, seed: 6);

        foreach (string file in TaskFolder.FileNames.Append(FolderProvenance.FileName))
            Assert.That(File.ReadAllBytes(Path.Combine(_folder["b"], file)), Is.EqualTo(File.ReadAllBytes(Path.Combine(_folder["a"], file))), file);
        Assert.That(File.ReadAllBytes(Path.Combine(_folder["c"], "train_x.npy")), Is.Not.EqualTo(File.ReadAllBytes(Path.Combine(_folder["a"], "train_x.npy"))));
    }

    [Test]
    public void Bad_sources_are_one_sentence_each()
    {
        AssertRefused("is no folder");
        Directory.CreateDirectory(_folder["music"]);
        AssertRefused("has 0 folders for the era Baroque");
        WriteRecordings();
        AssertRefused("of the Train split of the era Baroque have", train: 4_000);
        Assert.That(() => Make("out", new() { Window = 1_000 }, 4, 4, 4), Throws.InstanceOf<InputException>().With.Message.Contains("a power of two was expected"));
        File.Copy(Directory.GetFiles(_folder["music"], "2.wav", SearchOption.AllDirectories).Single(path => path.Contains("Baroque", StringComparison.OrdinalIgnoreCase)), _folder["music/romantic/1.wav"], overwrite: true);
        AssertRefused("is the same recording as Baroque/2.wav");
        File.WriteAllBytes(_folder["music/romantic/1.wav"], [1, 2, 3]);
        AssertRefused("1.wav is damaged");
        Directory.Delete(_folder["music/romantic"], recursive: true);
        Directory.CreateDirectory(_folder["music/romantic"]);
        AssertRefused("0 recordings of 5 seconds or more of the era Romantic were found");

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
