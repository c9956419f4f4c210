using System.Text;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Tests.Folders;

internal sealed class FolderCheckTests
{
    private readonly FolderDataset _dataset = new("small");
    private TemporaryFolder _temporary = null!;
    private string _folder = null!;

    [SetUp]
    public void WriteTask()
    {
        _temporary = new();
        _folder = _temporary["small"];
        SmallTask.Write(_folder);
    }

    [TearDown]
    public void DeleteFolder() => _temporary.Dispose();

    [Test]
    public void Nothing_is_wrong_with_a_good_folder() => Assert.That(_dataset.Check(_folder), Is.Empty);

    [Test]
    public void A_missing_folder_is_one_problem() =>
        Assert.That(_dataset.Check(_temporary["none"]), Has.One.Contains("is no folder"));

    [Test]
    public void Each_problem_is_a_sentence_and_preparing_tells_the_first_and_how_many_more()
    {
        File.Delete(At("metadata"));
        File.Delete(At("valid_x.npy"));
        File.WriteAllBytes(At("test_y.npy"), File.ReadAllBytes(At("test_y.npy"))[..^1]);

        IReadOnlyList<string> problems = _dataset.Check(_folder);

        Assert.That(problems, Has.Count.EqualTo(3));
        Assert.That(problems, Has.One.Contains("metadata is missing").And.One.Contains("valid_x.npy is missing").And.One.Contains("test_y.npy is truncated"));
        Assert.That(
            () => _dataset.Prepare(_folder, null, CancellationToken.None),
            Throws.InstanceOf<InputException>().With.Message.Contains("metadata is missing").And.Message.Contains("2 more"));
    }

    [Test]
    public void A_label_that_is_no_class_is_found() => AssertProblem(
        () => SmallTask.WriteLabels(_folder, "valid", [0, 4, 1]),
        "valid_y.npy holds the label 4 at example 1; whole numbers from 0 to 3 were expected");

    [Test]
    public void A_label_that_is_no_whole_number_is_found() => AssertProblem(
        () => Write("valid_y.npy", [3], 0, 1.5f, 1),
        "valid_y.npy holds the label 1.5 at example 1");

    [Test]
    public void A_number_of_labels_that_is_not_that_of_the_examples_is_found() => AssertProblem(
        () => SmallTask.WriteLabels(_folder, "valid", [0, 1]),
        "has 2 labels for the 3 examples");

    [Test]
    public void Labels_with_two_axes_are_found() => AssertProblem(
        () => Write("valid_y.npy", [3, 1], 0, 1, 2),
        "has the shape 3×1; one label for each");

    [Test]
    public void Examples_with_other_than_three_or_four_axes_are_found() => AssertProblem(
        () => Write("valid_x.npy", [3, 4], new float[12]),
        "valid_x.npy has the shape 3×4");

    [Test]
    public void Splits_of_different_shapes_are_found() => AssertProblem(
        () => Write("valid_x.npy", [3, 2, 2, 2], new float[24]),
        "valid_x.npy has examples of 2×2×2");

    [Test]
    public void A_number_that_is_not_finite_is_found() => AssertProblem(
        () => Write("valid_x.npy", [3, 2, 3, 2], [.. Enumerable.Repeat(1f, 30), float.NaN, 1, 1, 1, 1, 1]),
        "valid_x.npy holds a number that is not finite (as float32) in example 2");

    [TestCase("train", 7)]
    [TestCase("valid", 3)]
    [TestCase("test", 2)]
    public void A_number_that_is_not_finite_is_told_before_a_search(string split, int count)
    {
        Write($"{split}_x.npy", [count, 2, 3, 2], [.. Enumerable.Repeat(1f, (count * 12) - 1), float.PositiveInfinity]);
        Assert.That(
            () => _dataset.Prepare(_folder, null, CancellationToken.None),
            Throws.InstanceOf<InputException>().With.Message.EqualTo($"{At($"{split}_x.npy")} holds a number that is not finite (as float32) in example {count - 1}."));
    }

    [Test]
    public void An_empty_split_is_found() => AssertProblem(
        () => Write("valid_x.npy", [0, 2, 3, 2]),
        "valid_x.npy is empty");

    [TestCase("""{"num_classes": 4""", "is not valid JSON")]
    [TestCase("""[]""", "holds a list")]
    [TestCase("""{"codename": "x"}""", "does not say the number of classes")]
    [TestCase("""{"num_classes": "4"}""", "whole number from 2")]
    [TestCase("""{"num_classes": 1}""", "gives 1 as the number of classes")]
    [TestCase("""{"num_classes": 2000000000}""", "whole number from 2 to 1,000,000")]
    [TestCase("""{"num_classes": 4, "codename": "\ud800"}""", "is not valid JSON")]
    [TestCase("""{"num_classes": 4, "input_shape": [2, 3, 2]}""", "says that examples are 3×2")]
    [TestCase("""{"num_classes": 4, "input_shape": 7}""", "[examples, channels, height, width] was expected")]
    [TestCase("""{"num_classes": 4, "input_shape": [7, 1, 3, 2]}""", "says that examples are 1×3×2")]
    [TestCase("""{"num_classes": 3}""", "holds the label 3")]
    public void Bad_metadata_are_found(string metadata, string sentence) =>
        AssertProblem(() => File.WriteAllText(At("metadata"), metadata), sentence);

    [Test]
    public void Metadata_may_begin_with_a_mark_of_their_bytes_order()
    {
        File.WriteAllText(At("metadata"), """{"num_classes": 4}""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.That(_dataset.Check(_folder), Is.Empty);
    }

    [Test]
    public void Images_are_no_tokens() => Assert.That(
        new FolderDataset("small", mode: InputMode.Tokens).Check(_folder),
        Has.One.EqualTo($"{At("train_x.npy")} has the shape 7×2×3×2; with the option mode=tokens, examples × S × D was expected."));

    [Test]
    public void Another_task_than_the_expected_one_is_found()
    {
        FolderDataset addNist = new(PublishedTasks.AddNist);
        Assert.That(addNist.Check(_folder), Has.One.Contains("[2,3,2] in 4 classes; addnist has [3,28,28] in 20"));
        Assert.That(() => addNist.Prepare(_folder, null, CancellationToken.None), Throws.InstanceOf<InputException>());
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, long[] shape, params float[] values)
    {
        using FileStream stream = File.Create(At(name));
        NpyWriter.Write<float>(stream, new(NpyElement.Float32, false, false, [.. shape]), values);
    }

    private void AssertProblem(Action spoil, string sentence)
    {
        spoil();
        Assert.That(_dataset.Check(_folder), Has.Some.Contains(sentence));
    }
}
