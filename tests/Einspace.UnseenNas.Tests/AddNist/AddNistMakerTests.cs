using System.Text.Json;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.AddNist;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Tests.AddNist;

internal sealed class AddNistMakerTests
{
    private static readonly string[] Splits = ["train", "valid", "test"];

    private readonly FolderDataset _dataset = new(PublishedTasks.AddNist);
    private readonly AddNistMaker _maker = new();
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

        foreach (string split in Splits)
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
    public void No_image_is_in_two_splits_when_only_the_test_digits_are_there()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 300);
        Make("out", 600, 200, 150);

        HashSet<int>[] used = [.. Splits.Select(split => Numbers(split).ToHashSet())];
        Assert.That(used[0].Intersect(used[1]), Is.Empty);
        Assert.That(used[0].Intersect(used[2]), Is.Empty);
        Assert.That(used[1].Intersect(used[2]), Is.Empty);
        Assert.That(used.Sum(numbers => numbers.Count), Is.GreaterThan(250), "most of the 300 images should be used");
    }

    [Test]
    public void With_both_parts_the_test_split_alone_comes_from_the_test_digits()
    {
        FakeMnist.Write(_folder["mnist"], "train", 200);
        FakeMnist.Write(_folder["mnist"], "t10k", 100, compressed: true);
        Make("out", 100, 40, 40);

        foreach (string split in Splits)
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

        foreach (string split in Splits)
            Assert.That(File.ReadAllBytes(Path.Combine(_folder["compressed"], $"{split}_x.npy")), Is.EqualTo(File.ReadAllBytes(Path.Combine(_folder["plain"], $"{split}_x.npy"))));
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        Make("a", 40, 20, 20, seed: 5);
        Make("b", 40, 20, 20, seed: 5);
        Make("c", 40, 20, 20, seed: 6);

        string[] files = [.. Directory.GetFiles(_folder["a"]).Select(file => Path.GetFileName(file))];
        Assert.That(files, Is.EquivalentTo(new[] { "train_x.npy", "train_y.npy", "valid_x.npy", "valid_y.npy", "test_x.npy", "test_y.npy", "metadata", "provenance.json" }));
        foreach (string file in files)
            Assert.That(File.ReadAllBytes(Path.Combine(_folder["b"], file)), Is.EqualTo(File.ReadAllBytes(Path.Combine(_folder["a"], file))), file);
        Assert.That(File.ReadAllBytes(Path.Combine(_folder["c"], "train_x.npy")), Is.Not.EqualTo(File.ReadAllBytes(Path.Combine(_folder["a"], "train_x.npy"))));
    }

    [Test]
    public void The_provenance_names_sources_seed_and_deviations()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        Make("out", 40, 20, 20, seed: 5);

        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["out"], "provenance.json")));
        JsonElement root = record.RootElement;
        Assert.That(root.GetProperty("seed").GetUInt64(), Is.EqualTo(5));
        Assert.That(root.GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("sha256").GetString()), Has.Exactly(2).Length.EqualTo(64));
        Assert.That(root.GetProperty("deviations").EnumerateArray().Select(text => text.GetString()), Has.Some.Contains("dealt out"));
        Assert.That(root.GetRawText(), Does.Not.Contain(_folder["mnist"]));
    }

    [Test]
    public void Cancelling_leaves_nothing_behind()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 100);
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();
        Assert.That(
            () => _maker.Make(new(_folder["mnist"], 40, 20, 20, 0), new NoOptions(), _folder["out"], null, cancellation.Token),
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
        AssertRefused("no image of the digit 1");
        File.WriteAllBytes(labels, [1, 2, 3]);
        AssertRefused("is not an idx file");
        File.Delete(labels);
        AssertRefused("t10k-labels-idx1-ubyte (or .gz) is missing");
        File.WriteAllBytes(labels + ".gz", [0x1f, 0x8b, 8, 0, 1]);
        AssertRefused("t10k-labels-idx1-ubyte.gz");

        void AssertRefused(string sentence)
        {
            Assert.That(() => Make("out", 40, 20, 20), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
            Assert.That(_folder["out"], Does.Not.Exist);
        }
    }

    [Test]
    public void Too_few_images_to_deal_out_are_refused()
    {
        FakeMnist.Write(_folder["mnist"], "t10k", 20);
        Assert.That(() => Make("out", 40, 20, 20), Throws.InstanceOf<InputException>().With.Message.Contains("2 images of the digit 0"));
        Assert.That(() => Make("out", 40, 0, 20), Throws.InstanceOf<InputException>().With.Message.Contains("0 examples"));
    }

    [Test]
    public void Real_digits_add_up()
    {
        string source = SharedData.Folder("mnist");
        _maker.Make(new(source, 2000, 400, 400, 0), new NoOptions(), _folder["out"], null, CancellationToken.None);
        Assert.That(_dataset.Check(_folder["out"]), Is.Empty);

        MnistImages mnist = MnistImages.Read(source, "t10k")!;
        Dictionary<string, byte> digits = [];
        for (int i = 0; i < mnist.Labels.Length; i++)
            digits[Convert.ToHexString(mnist[i])] = mnist.Labels[i];
        foreach ((long label, byte[][] images) in ComposedExamples.Read(_folder["out"], "test"))
            Assert.That(images.Sum(image => digits[Convert.ToHexString(image)]) - 1, Is.EqualTo(label));
    }

    private void Make(string name, int train, int validation, int test, ulong seed = 0) =>
        _maker.Make(new(_folder["mnist"], train, validation, test, seed), new NoOptions(), _folder[name], null, CancellationToken.None);

    private IEnumerable<byte[]> Images(string split) => ComposedExamples.Read(_folder["out"], split).SelectMany(example => example.Images);

    private IEnumerable<int> Numbers(string split) => Images(split).Select(image => image[1] + (256 * image[2]));
}
