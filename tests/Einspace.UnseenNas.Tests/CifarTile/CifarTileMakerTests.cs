using Einspace.UnseenNas.CifarTile;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Making;

namespace Einspace.UnseenNas.Tests.CifarTile;

internal sealed class CifarTileMakerTests
{
    private static readonly float[] Mean = [0.49139968f, 0.48215827f, 0.44653124f];
    private static readonly float[] Deviation = [0.24703233f, 0.24348505f, 0.26158768f];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void The_label_says_of_how_many_classes_the_four_images_are()
    {
        WriteSources();
        Make("out", 200, 60, 60);

        foreach (string split in new[] { "train", "valid", "test" })
        {
            var examples = Read("out", split);
            foreach ((long label, (int Class, int Number)[] tiles) in examples)
            {
                Assert.That(tiles.DistinctBy(tile => tile.Class).Count(), Is.EqualTo(label + 1));
                Assert.That(tiles.CountBy(tile => tile.Class).Max(pair => pair.Value), Is.EqualTo(label switch { 0 => 4, 3 => 1, _ => 2 }));
                Assert.That(tiles, Is.Unique, "no image is twice in an example");
            }

            Assert.That(examples.Select(example => example.Label).Distinct(), Is.EquivalentTo(new[] { 0, 1, 2, 3 }));
        }

        // With three classes two tiles are of one: in every one of the six pairs of places sooner or later.
        Assert.That(
            Read("out", "train").Where(example => example.Label == 2).Select(example => string.Concat(example.Tiles.Select(
                tile => example.Tiles.Count(other => other.Class == tile.Class)))).Distinct(),
            Is.EquivalentTo(new[] { "2211", "2121", "2112", "1221", "1212", "1122" }));
        Assert.That(new FolderDataset(PublishedTasks.CifarTile).Check(_folder["out"]), Is.Empty);
    }

    [TestCase(SplitRule.Official)]
    [TestCase(SplitRule.SourceDisjoint)]
    public void Validation_shares_images_with_training_by_the_official_rule_only(SplitRule rule)
    {
        WriteSources();
        Make("out", 300, 100, 50, split: rule);

        int shared = Numbers("train").Intersect(Numbers("valid")).Count();
        Assert.That(shared, rule == SplitRule.Official ? Is.GreaterThan(100) : Is.Zero);
        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That(record.Used[DataSplit.Train].Values.Zip(record.Used[DataSplit.Validation].Values, (train, valid) => train.Shared(valid)).Sum(), Is.EqualTo(shared));
        Assert.That(record.Used[DataSplit.Test].Keys, Is.EqualTo(new[] { "images of test_batch.bin" }));

        HashSet<int> Numbers(string split) => [.. Read("out", split).SelectMany(example => example.Tiles.Select(tile => tile.Number))];
    }

    [Test]
    public void Test_images_stand_as_they_are_and_those_of_training_are_shifted()
    {
        WriteSources();
        Make("out", 60, 20, 20);

        Assert.That(BlackCorners("test"), Is.Zero);
        Assert.That(BlackCorners("train"), Is.GreaterThan(60), "of 240 tiles shifted by -4 to 4 pixels, nine tenths show the frame somewhere");

        int BlackCorners(string split)
        {
            int black = 0;
            foreach ((_, float[] example) in Made.Read(_folder["out"], split))
            {
                // Red is 0 in the frame, and in images of class 0, which are left out.
                foreach ((int x, int y) in new[] { (0, 0), (32, 0), (0, 32), (32, 32) })
                {
                    bool coloured = Byte(example, 0, x + 16, y + 16) > 0;
                    black += coloured && (Byte(example, 0, x, y) == 0 || Byte(example, 0, x + 31, y + 31) == 0) ? 1 : 0;
                }
            }

            return black;
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        WriteSources();
        Made.AssertDecidedBySeed(_folder, (name, seed) => Make(name, 40, 20, 20, seed), "valid_x.npy");
    }

    [Test]
    public void Bad_sources_are_one_sentence_each()
    {
        AssertRefused("is no folder");
        FakeCifar.Write(_folder["cifar"], "test_batch.bin", 100);
        AssertRefused("data_batch_1.bin (or .gz) is missing");
        FakeCifar.Write(_folder["cifar"], "data_batch_3.bin", 30);
        AssertRefused("has 3 images of class 0 in data_batch_3.bin; 4 were expected");
        FakeCifar.Write(_folder["cifar"], "data_batch_3.bin", 50);
        AssertRefused("has 5 images of class 0 in data_batch_3.bin; 8 were expected", SplitRule.SourceDisjoint);

        string batch = Path.Combine(_folder["cifar"], "data_batch_3.bin");
        byte[] good = File.ReadAllBytes(batch);
        File.WriteAllBytes(batch, good[..^1]);
        AssertRefused("data_batch_3.bin is truncated");
        File.WriteAllBytes(batch, []);
        AssertRefused("data_batch_3.bin is truncated or no batch");
        good[FakeCifar.Record] = 10;
        File.WriteAllBytes(batch, good);
        AssertRefused("holds the label 10 at image 1");
        FakeCifar.Write(_folder["cifar"], "data_batch_3.bin", 100);
        AssertRefused("test_batch.bin is the same file as data_batch_3.bin");
        FakeCifar.Write(_folder["cifar"], "data_batch_3.bin", 50);
        File.Delete(Path.Combine(_folder["cifar"], "test_batch.bin"));
        AssertRefused("test_batch.bin (or .gz) is missing");
        File.WriteAllBytes(Path.Combine(_folder["cifar"], "test_batch.bin.gz"), [0x1f, 0x8b, 8, 0, 1]);
        AssertRefused("test_batch.bin.gz");

        void AssertRefused(string sentence, SplitRule split = SplitRule.Official)
        {
            Assert.That(() => Make("out", 40, 20, 20, split: split), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
            Assert.That(_folder["out"], Does.Not.Exist);
        }
    }

    [Test]
    public void Real_pictures_make_the_task()
    {
        new CifarTileMaker().Make(new(SharedData.Folder("cifar10"), 60, 20, 20, 0), new MakerOptions(), _folder["out"], null, CancellationToken.None);
        Assert.That(new FolderDataset(PublishedTasks.CifarTile).Check(_folder["out"]), Is.Empty);
        Assert.That(FolderProvenance.Read(_folder["out"])!.Deviations, Has.Some.Contains("of the 5 training batches"));
    }

    private static byte Byte(float[] example, int channel, int x, int y) =>
        (byte)Math.Round(((example[(channel * 4096) + (y * 64) + x] * Deviation[channel]) + Mean[channel]) * 255);

    private void WriteSources()
    {
        FakeCifar.Write(_folder["cifar"], "data_batch_1.bin", 150);
        FakeCifar.Write(_folder["cifar"], "data_batch_2.bin", 160, compressed: true, from: 150);
        FakeCifar.Write(_folder["cifar"], "test_batch.bin", 100);
    }

    private void Make(string name, int train, int validation, int test, ulong seed = 0, SplitRule split = SplitRule.Official) =>
        new CifarTileMaker().Make(new(_folder["cifar"], train, validation, test, seed), new MakerOptions { Split = split }, _folder[name], null, CancellationToken.None);

    /// <summary>Label, and class and number of the image in the middle of each tile.</summary>
    private List<(long Label, (int Class, int Number)[] Tiles)> Read(string name, string split) =>
    [
        .. Made.Read(_folder[name], split).Select(one => (one.Label, new[] { (16, 16), (48, 16), (16, 48), (48, 48) }.Select(at =>
            (Byte(one.Numbers, 0, at.Item1, at.Item2) / 10, Byte(one.Numbers, 1, at.Item1, at.Item2) + (256 * Byte(one.Numbers, 2, at.Item1, at.Item2)))).ToArray())),
    ];
}
