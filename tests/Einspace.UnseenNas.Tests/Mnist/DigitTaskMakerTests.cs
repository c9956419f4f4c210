using Einspace.Sdk.Evaluation;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Mnist;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Making;
using Einspace.UnseenNas.Triples;

namespace Einspace.UnseenNas.Tests.Mnist;

internal sealed class DigitTaskMakerTests
{
    private readonly FolderDataset _dataset = new(PublishedTasks.AddNist);
    private readonly DigitTaskMaker _maker = new(PublishedTasks.AddNist, DigitRule.Sum);
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Labels_are_the_sum_less_one_and_every_class_is_as_frequent()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 400);
        Make("out", train: 200, validation: 50, test: 40);

        foreach (string split in Made.Splits)
        {
            foreach ((long label, byte[][] images) in ComposedExamples.Read(_folder["out"], split))
                Assert.That(images.Sum(image => image[0]) - 1, Is.EqualTo(label));
        }

        Assert.That(Counts("train"), Is.All.EqualTo(10));
        Assert.That(Counts("valid"), Is.All.InRange(2, 3));
        Assert.That(Counts("test"), Is.All.EqualTo(2));

        int[] Counts(string split) => [.. ComposedExamples.Read(_folder["out"], split).CountBy(example => example.Label).Select(pair => pair.Value)];
    }

    [Test]
    public void What_is_made_is_opened_like_the_official_folder()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        Make("out", 60, 20, 10);

        Assert.That(_dataset.Check(_folder["out"]), Is.Empty);
        Assert.That(_dataset.Prepare(_folder["out"], null, CancellationToken.None).Spec.Classes, Is.EqualTo(20));
        using ITaskData data = _dataset.Open(_folder["out"], Purpose.Final);
        Assert.That(data.Splits.Select(data.Count), Is.EqualTo(new[] { 60, 20, 10 }));
    }

    [Test]
    public void MultNists_labels_are_the_last_digit_of_the_product()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 400);
        new DigitTaskMaker(PublishedTasks.MultNist, DigitRule.LastDigitOfProduct).Make(
            new(_folder["mnist"], 200, 50, 40, 0), new MakerOptions(), _folder["out"], null, CancellationToken.None);

        foreach (string split in Made.Splits)
        {
            foreach ((long label, byte[][] images) in ComposedExamples.Read(_folder["out"], split))
                Assert.That(images[0][0] * images[1][0] * images[2][0] % 10, Is.EqualTo(label));
        }

        Assert.That(ComposedExamples.Read(_folder["out"], "train").CountBy(example => example.Label).Select(pair => pair.Value), Is.All.EqualTo(20));
        Assert.That(new FolderDataset(PublishedTasks.MultNist).Check(_folder["out"]), Is.Empty);
    }

    [Test]
    public void By_the_official_rule_the_test_split_shares_no_image_and_validation_does()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 300);
        Make("out", 600, 200, 150);

        HashSet<int>[] used = [.. Made.Splits.Select(split => Numbers(split).ToHashSet())];
        Assert.That(used[0].Intersect(used[1]), Is.Not.Empty);
        Assert.That(used[2].Intersect(used[0].Union(used[1])), Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void By_the_other_rule_no_image_is_in_two_splits(bool both)
    {
        if (both)
            FakeMnist.Write(_folder["mnist"], "train", 300);
        FakeMnist.Write(_folder["mnist"], "t10k", 300);
        Make("out", 600, 200, 150, split: SplitRule.SourceDisjoint);

        HashSet<int>[] used = [.. Made.Splits.Select(split => Numbers(split).ToHashSet())];
        Assert.That(used[0].Intersect(used[1]), Is.Empty);
        if (!both)
            Assert.That(used[2].Intersect(used[0].Union(used[1])), Is.Empty);
        Assert.That(used.Sum(numbers => numbers.Count), Is.GreaterThan(both ? 420 : 250), "most of the images should be used");

        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That(record.SplitRule, Is.EqualTo("source-disjoint"));
        string train = both ? "digit images of train" : "digit images of t10k";
        Assert.That(record.Used[DataSplit.Train][train].Count, Is.EqualTo(used[0].Count));
        Assert.That(record.Used[DataSplit.Train][train].Shared(record.Used[DataSplit.Validation][train]), Is.Zero);
        Assert.That(record.Used[DataSplit.Test].Keys, Is.EqualTo(new[] { "digit images of t10k" }));
    }

    [Test]
    public void With_both_parts_the_test_split_alone_comes_from_the_test_digits()
    {
        FakeMnist.Write(_folder["mnist"], "train", 200);
        FakeMnist.Write(_folder["mnist"], "t10k", 100, compressed: true);
        Make("out", 100, 40, 40);

        foreach (string split in Made.Splits)
            Assert.That(Images(split).Select(image => (char)image[3]), Is.All.EqualTo(split == "test" ? 't' : 'T'), split);
    }

    [Test]
    public void Plain_and_compressed_sources_give_the_same_examples()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        Make("plain", 40, 20, 20);
        Directory.Delete(_folder["mnist"], recursive: true);
        FakeMnist.Write(_folder["mnist"], "t10k", 100, compressed: true);
        Make("compressed", 40, 20, 20);

        foreach (string split in Made.Splits)
            Assert.That(File.ReadAllBytes(Path.Combine(_folder["compressed"], $"{split}_x.npy")), Is.EqualTo(File.ReadAllBytes(Path.Combine(_folder["plain"], $"{split}_x.npy"))));
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        Made.AssertDecidedBySeed(_folder, (name, seed) => Make(name, 40, 20, 20, seed));
        Assert.That(
            Directory.GetFiles(_folder["a"]).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "train_x.npy", "train_y.npy", "valid_x.npy", "valid_y.npy", "test_x.npy", "test_y.npy", "metadata", "provenance.json" }));
    }

    [Test]
    public void The_provenance_names_sources_seed_and_deviations()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        Make("out", 40, 20, 20, seed: 5);

        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That((record.Dataset, record.Seed, record.SplitRule), Is.EqualTo(("addnist", 5UL, "official")));
        Assert.That(record.Sources.Select(source => source.Sha256), Has.Exactly(2).Length.EqualTo(64));
        Assert.That(record.Deviations, Has.Some.Contains("dealt out").And.Some.Contains("40, 20 and 20 examples instead of the published 45000, 15000 and 10000"));
        Assert.That(
            record.Used.Select(split => split.Value["digit images of t10k"].Count),
            Is.EqualTo(Made.Splits.Select(split => Numbers(split).Distinct().Count())));
        Assert.That(File.ReadAllText(Path.Combine(_folder["out"], "provenance.json")), Does.Not.Contain(_folder["mnist"]));
    }

    [Test]
    public void Cancelling_leaves_nothing_behind()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.That(
            () => _maker.Make(new(_folder["mnist"], 40, 20, 20, 0), new MakerOptions(), _folder["out"], null, cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetDirectories(_folder["."]).Select(path => Path.GetFileName(path)), Is.EqualTo(new[] { "mnist" }));
    }

    [Test]
    public void A_folder_that_holds_something_is_not_overwritten()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(Path.Combine(_folder["out"], "thesis.tex"), "mine");

        Assert.That(() => Make("out", 40, 20, 20), Throws.InstanceOf<InputException>().With.Message.Contains("is not empty"));
        Assert.That(File.ReadAllText(Path.Combine(_folder["out"], "thesis.tex")), Is.EqualTo("mine"));
    }

    [Test]
    public void Bad_sources_are_one_sentence_each()
    {
        AssertRefused("is no folder");
        Assert.That(() => _maker.Make(new(null, 1, 1, 1, 0), new MakerOptions(), _folder["out"], null, CancellationToken.None), Throws.InstanceOf<InputException>().With.Message.Contains("--from"));

        FakeMnist.Write(_folder["mnist"], "train", 100);
        AssertRefused("t10k-images-idx3-ubyte");

        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        string labels = Path.Combine(_folder["mnist"], "t10k-labels-idx1-ubyte");
        byte[] good = File.ReadAllBytes(labels);
        File.WriteAllBytes(labels, good[..^1]);
        AssertRefused("truncated");
        File.WriteAllBytes(labels, [.. good[..^1], 10]);
        AssertRefused("holds the label 10 at image 99");
        FakeMnist.WriteIdx(labels, [99], good[8..^1]);
        AssertRefused("99 labels for the 100 images");
        FakeMnist.WriteIdx(labels, [100], new byte[100]);
        AssertRefused("0 images of the digit 1");
        File.WriteAllBytes(labels, [1, 2, 3]);
        AssertRefused("is not an idx file");
        File.Delete(labels);
        AssertRefused("t10k-labels-idx1-ubyte (or .gz) is missing");
        File.WriteAllBytes(labels + ".gz", [0x1f, 0x8b, 8, 0, 1]);
        AssertRefused("t10k-labels-idx1-ubyte.gz");
        File.Delete(labels + ".gz");
        File.WriteAllBytes(labels, good);
        File.Copy(Path.Combine(_folder["mnist"], "t10k-images-idx3-ubyte"), Path.Combine(_folder["mnist"], "train-images-idx3-ubyte"), overwrite: true);
        AssertRefused("t10k-images-idx3-ubyte is the same file as train-images-idx3-ubyte");

        void AssertRefused(string sentence)
        {
            Assert.That(() => Make("out", 40, 20, 20), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
            Assert.That(_folder["out"], Does.Not.Exist);
        }
    }

    [Test]
    public void More_examples_than_there_is_room_for_are_refused_at_once()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        Assert.That(() => Make("not/yet/out", 2_000_000_000, 20, 10), Throws.InstanceOf<InputException>().With.Message.Contains("2000000030 examples take 18832 GB, and "));
        Assert.That(_folder["not"], Does.Not.Exist);
        Assert.That(
            () => SplitSizes.Published(PublishedTasks.AddNist).Overlaid(new("x", int.MaxValue, 20, 10, 0)),
            Throws.InstanceOf<InputException>().With.Message.Contains("2147483647, 20 and 10 examples are 2147483677 together; at most 2147483647 can be made"));
    }

    [Test]
    public void Too_few_images_to_deal_out_are_refused()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 20);
        Assert.That(() => Make("out", 40, 20, 20), Throws.Nothing);
        Assert.That(() => Make("none", 40, 20, 20, split: SplitRule.SourceDisjoint), Throws.InstanceOf<InputException>().With.Message.Contains("2 images of the digit 0; 3 were expected"));
        Assert.That(_folder["none"], Does.Not.Exist);
        Directory.Delete(_folder["out"], recursive: true);
        Assert.That(() => Make("out", 40, 0, 20), Throws.InstanceOf<InputException>().With.Message.Contains("0 examples"));
    }

    [Test]
    public void Real_digits_add_up()
    {
        string source = SharedData.Folder("mnist");
        _maker.Make(new(source, 2000, 400, 400, 0), new MakerOptions(), _folder["out"], null, CancellationToken.None);
        Assert.That(_dataset.Check(_folder["out"]), Is.Empty);

        MnistImages mnist = MnistImages.Read(source, "t10k")!;
        Dictionary<string, byte> digits = [];
        for (int i = 0; i < mnist.Labels.Length; i++)
            digits[Convert.ToHexString(mnist[i])] = mnist.Labels[i];
        foreach ((long label, byte[][] images) in ComposedExamples.Read(_folder["out"], "test"))
            Assert.That(images.Sum(image => digits[Convert.ToHexString(image)]) - 1, Is.EqualTo(label));
    }

    private void Make(string name, int train, int validation, int test, ulong seed = 0, SplitRule split = SplitRule.Official) =>
        _maker.Make(new(_folder["mnist"], train, validation, test, seed), new MakerOptions { Split = split }, _folder[name], null, CancellationToken.None);

    private IEnumerable<byte[]> Images(string split) => ComposedExamples.Read(_folder["out"], split).SelectMany(example => example.Images);

    private IEnumerable<int> Numbers(string split) => Images(split).Select(image => image[1] + (256 * image[2]));
}
