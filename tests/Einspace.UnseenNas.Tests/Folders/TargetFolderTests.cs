using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Tests.Folders;

internal sealed class TargetFolderTests
{
    private readonly FolderDataset _dataset = new("npy");
    private TemporaryFolder _temporary = null!;
    private string _folder = null!;

    private static IEnumerable<TestCaseData> KindsAndTypes =>
        from output in TargetFolder.Kinds
        from element in Enum.GetValues<NpyElement>()
        where output.IsYesOrNo() || element is not (NpyElement.UInt8 or NpyElement.Int8)
        select new TestCaseData(output, element);

    [SetUp]
    public void MakeFolder()
    {
        _temporary = new();
        _folder = _temporary["task"];
    }

    [TearDown]
    public void DeleteFolder() => _temporary.Dispose();

    [TestCaseSource(nameof(KindsAndTypes))]
    public void Targets_are_gathered_in_their_own_unit_whatever_their_type(OutputKind output, NpyElement element)
    {
        TargetFolder.Write(_folder, output, element);
        Assert.That(_dataset.Check(_folder), Is.Empty);
        TaskSpec spec = new("npy", new TensorShape(2, 4, 3), InputMode.Image, output, TargetFolder.Answer(output));
        Assert.That(_dataset.Prepare(_folder, null, CancellationToken.None).Spec, Is.EqualTo(spec));

        using ITaskData data = _dataset.Open(_folder, Purpose.Final);
        int size = (int)spec.Answer.Elements;
        foreach (DataSplit split in FolderSplit.All)
        {
            float[] targets = new float[3 * size];
            data.GatherTargets(split, [11, 0, 11], targets);
            float[] written = TargetFolder.Targets(output, split);
            Assert.That(targets, Is.EqualTo(written[(11 * size)..(12 * size)].Concat(written[..size]).Concat(written[(11 * size)..(12 * size)])));
        }

        Assert.That(() => data.GatherTargets(DataSplit.Test, [12], new float[size]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => data.GatherLabels(DataSplit.Train, [0], new long[1]), Throws.InvalidOperationException.With.Message.Contains($"its output is {output.Name()}"));
    }

    [Test]
    public void A_classification_has_no_targets()
    {
        SmallTask.Write(_folder);
        using ITaskData data = _dataset.Open(_folder, Purpose.Search);
        Assert.That(() => data.GatherTargets(DataSplit.Train, [0], new float[4]), Throws.InvalidOperationException.With.Message.Contains("its output is classification"));
    }

    [Test]
    public void Metadata_choose_the_metric()
    {
        foreach (OutputKind output in TargetFolder.Kinds)
        {
            foreach (TaskMetric metric in TaskMetrics.Of(output))
            {
                TargetFolder.Write(_folder, output, metric: metric);
                Assert.That(_dataset.Prepare(_folder, null, CancellationToken.None).Spec.Metric, Is.EqualTo(metric));
            }
        }
    }

    [Test]
    public void A_single_value_needs_no_axis_and_pictures_may_have_one_of_channels()
    {
        TargetFolder.Write(_folder, OutputKind.Regression, classes: 2);
        foreach (DataSplit split in FolderSplit.All)
            Write(FolderSplit.LabelsFile(split), [TargetFolder.Count(split)]);
        AssertProblem("gives 2 as the number of classes");
        File.WriteAllText(At("metadata"), """{"output": "regression", "num_classes": 1}""");
        Assert.That(_dataset.Prepare(_folder, null, CancellationToken.None).Spec.Answer, Is.EqualTo(new TensorShape(1)));

        File.WriteAllText(At("metadata"), """{"output": "dense-regression"}""");
        foreach (DataSplit split in FolderSplit.All)
            Write(FolderSplit.LabelsFile(split), [TargetFolder.Count(split), 1, 7, 5]);
        Assert.That(_dataset.Prepare(_folder, null, CancellationToken.None).Spec.Answer, Is.EqualTo(new TensorShape(7, 5)));
    }

    [Test]
    public void Padding_is_put_around_examples_alone()
    {
        TargetFolder.Write(_folder, OutputKind.DenseRegression);
        FolderDataset padded = new("npy", padding: 2);
        TaskSpec spec = padded.Prepare(_folder, null, CancellationToken.None).Spec;
        Assert.That((spec.Input, spec.Answer), Is.EqualTo((new TensorShape(2, 8, 7), new TensorShape(3, 2))));
        using ITaskData data = padded.Open(_folder, Purpose.Search);
        float[] target = new float[6];
        data.GatherTargets(DataSplit.Train, [1], target);
        Assert.That(target, Is.EqualTo(TargetFolder.Targets(OutputKind.DenseRegression, DataSplit.Train)[6..12]));
    }

    [TestCase(OutputKind.MultiLabel, new long[] { 12 }, "has the shape 12; examples × labels was expected, as the output is multi-label")]
    [TestCase(OutputKind.Regression, new long[] { 12, 2, 1 }, "has the shape 12×2×1; examples × values was expected, or one value for each example")]
    [TestCase(OutputKind.DenseRegression, new long[] { 12, 6 }, "has the shape 12×6; examples × height × width was expected, as the output is dense-regression")]
    [TestCase(OutputKind.DenseLabels, new long[] { 12, 2, 3, 1 }, "has the shape 12×2×3×1; examples × height × width was expected, as the output is dense-labels")]
    [TestCase(OutputKind.MultiLabel, new long[] { 11, 5 }, "has 11 targets for the 12 examples")]
    [TestCase(OutputKind.MultiLabel, new long[] { 12, 4 }, "has targets of 4; those of ")]
    [TestCase(OutputKind.DenseRegression, new long[] { 12, 2, 3 }, "has targets of 2×3; those of ")]
    public void Targets_of_a_wrong_shape_are_found(OutputKind output, long[] shape, string sentence)
    {
        TargetFolder.Write(_folder, output);
        Write("valid_y.npy", shape);
        AssertProblem($"valid_y.npy {sentence}");
    }

    [TestCase(OutputKind.MultiLabel, 2f, "holds the target 2 at example 3; 0 and 1 were expected, as the output is multi-label")]
    [TestCase(OutputKind.DenseLabels, 0.5f, "holds the target 0.5 at example 2; 0 and 1 were expected, as the output is dense-labels")]
    [TestCase(OutputKind.Regression, float.NaN, "holds a target that is not finite (as float32) at example 8")]
    [TestCase(OutputKind.DenseRegression, float.NegativeInfinity, "holds a target that is not finite (as float32) at example 2")]
    [TestCase(OutputKind.DenseLabels, float.NaN, "holds a target that is not finite (as float32) at example 2")]
    public void Targets_that_are_none_are_found_when_the_data_are_made_ready(OutputKind output, float target, string sentence)
    {
        TargetFolder.Write(_folder, output);
        float[] targets = TargetFolder.Targets(output, DataSplit.Test);
        targets[17] = target;
        TargetFolder.WriteArray(_folder, "test_y.npy", NpyElement.Float32, [12, .. TargetFolder.Answer(output).Sizes], targets);
        AssertProblem($"test_y.npy {sentence}");
        Assert.That(() => _dataset.Prepare(_folder, null, CancellationToken.None), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
    }

    [Test]
    public void A_target_of_zeros_has_no_relative_error()
    {
        TargetFolder.Write(_folder, OutputKind.DenseRegression);
        float[] targets = TargetFolder.Targets(OutputKind.DenseRegression, DataSplit.Validation);
        targets.AsSpan(24, 6).Clear();
        TargetFolder.WriteArray(_folder, "valid_y.npy", NpyElement.Float32, [12, 3, 2], targets);
        AssertProblem("valid_y.npy holds a target of zeros alone at example 4, and no answer is off by a share of that; the metric relative-l2 needs other targets");

        File.WriteAllText(At("metadata"), """{"output": "dense-regression", "metric": "mean-absolute-error"}""");
        Assert.That(_dataset.Check(_folder), Is.Empty);
    }

    [Test]
    public void A_split_in_which_nothing_has_a_label_is_found_when_the_data_are_made_ready(
        [Values(OutputKind.MultiLabel, OutputKind.DenseLabels)] OutputKind output)
    {
        TargetFolder.Write(_folder, output);
        TargetFolder.WriteArray(_folder, "test_y.npy", NpyElement.UInt8, [12, .. TargetFolder.Answer(output).Sizes], new float[12 * (int)TargetFolder.Answer(output).Elements]);
        AssertProblem("test_y.npy holds nothing but zeros");
        Assert.That(() => _dataset.Prepare(_folder, null, CancellationToken.None), Throws.InstanceOf<InputException>().With.Message.Contains("no example has a label"));
    }

    [TestCase(OutputKind.MultiLabel, TaskMetric.Auroc, false)]
    [TestCase(OutputKind.MultiLabel, TaskMetric.MeanAveragePrecision, true)]
    [TestCase(OutputKind.DenseLabels, TaskMetric.Auroc, false)]
    [TestCase(OutputKind.DenseLabels, TaskMetric.F1, true)]
    public void A_split_in_which_all_have_the_same_labels_tells_auroc_nothing(OutputKind output, TaskMetric metric, bool isSound)
    {
        TargetFolder.Write(_folder, output, metric: metric);
        int size = (int)TargetFolder.Answer(output).Elements;
        // Of labels the first alone, which every example has.
        float[] targets = [.. Enumerable.Range(0, 12 * size).Select(i => output == OutputKind.DenseLabels || i % size == 0 ? 1f : 0)];
        TargetFolder.WriteArray(_folder, "test_y.npy", NpyElement.UInt8, [12, .. TargetFolder.Answer(output).Sizes], targets);

        if (isSound)
            Assert.That(_dataset.Check(_folder), Is.Empty);
        else
            AssertProblem("test_y.npy has no label that some have and others have not, and auroc tells nothing of that.");
    }

    [TestCase(1e5f, "Training targets are about 3.7e7 in size")]
    [TestCase(1e-6f, "Training targets are about 3.7e-4 in size")]
    public void Targets_in_a_unit_that_is_hard_to_learn_are_remarked(float unit, string remark)
    {
        TargetFolder.Write(_folder, OutputKind.Regression);
        foreach (DataSplit split in FolderSplit.All)
            TargetFolder.WriteArray(_folder, FolderSplit.LabelsFile(split), NpyElement.Float32, [TargetFolder.Count(split), 2], [.. TargetFolder.Targets(OutputKind.Regression, split).Select(target => unit * target)]);
        Assert.That(_dataset.Describe(_folder, null, CancellationToken.None).Remarks, Has.One.StartsWith(remark));
    }

    [TestCase("""{"output": "multilabel"}""", "metadata gives \"multilabel\" as \"output\"; classification, multi-label, regression, dense-regression or dense-labels was expected.")]
    [TestCase("""{"output": 3}""", "metadata gives 3 as \"output\"; classification,")]
    [TestCase("""{"output": "regression", "metric": "auc"}""", "metadata gives \"auc\" as \"metric\"; with the output regression, mean-absolute-error, mean-squared-error or relative-l2 was expected.")]
    [TestCase("""{"output": "multi-label", "metric": "accuracy"}""", "metadata gives \"accuracy\" as \"metric\"; with the output multi-label,")]
    [TestCase("""{"num_classes": 4, "metric": "auroc"}""", "with the output classification, accuracy or f1 was expected.")]
    [TestCase("""{"output": "multi-label", "num_classes": 4}""", "metadata gives 4 as the number of classes; ")]
    [TestCase("""{"output": "multi-label", "num_classes": 0}""", "a whole number from 1 to 1,000,000 was expected")]
    [TestCase("""{"output": "classification"}""", "does not say the number of classes")]
    public void Bad_metadata_are_found(string metadata, string sentence)
    {
        TargetFolder.Write(_folder, OutputKind.MultiLabel);
        File.WriteAllText(At("metadata"), metadata);
        AssertProblem(sentence);
    }

    [Test]
    public void A_truncated_file_of_targets_is_found()
    {
        TargetFolder.Write(_folder, OutputKind.DenseLabels, NpyElement.UInt8);
        File.WriteAllBytes(At("train_y.npy"), File.ReadAllBytes(At("train_y.npy"))[..^1]);
        AssertProblem("train_y.npy is truncated");
    }

    [Test]
    public void Arrays_of_numpys_truth_values_are_read()
    {
        TargetFolder.Write(_folder, OutputKind.MultiLabel, NpyElement.UInt8);
        byte[] bytes = File.ReadAllBytes(At("valid_y.npy"));
        bytes[bytes.AsSpan().IndexOf("|u1"u8) + 1] = (byte)'b';
        File.WriteAllBytes(At("valid_y.npy"), bytes);
        Assert.That(_dataset.Check(_folder), Is.Empty);
    }

    [TestCaseSource(typeof(PublishedTasks), nameof(PublishedTasks.All))]
    public void The_eight_tasks_are_classifications(PublishedTask task)
    {
        TargetFolder.Write(_folder, OutputKind.Regression);
        Assert.That(
            new FolderDataset(task).Check(_folder),
            Has.One.EqualTo($"{_folder} holds a task whose output is regression; {task.Name} is a classification. The task npy reads it."));
    }

    [Test]
    public void Targets_are_described()
    {
        TargetFolder.Write(_folder, OutputKind.Regression, NpyElement.Float64);
        DatasetDescription description = _dataset.Describe(_folder, null, CancellationToken.None);
        float[] first = [.. TargetFolder.Targets(OutputKind.Regression, DataSplit.Train).Where((_, i) => i % 2 == 0)];

        SplitDescription train = description.Splits[0];
        Assert.That(description.Likeness, Does.Contain("none of the eight").And.Contain("--task npy"));
        Assert.That((train.Content, train.OfClass.Length, train.Targets.Length), Is.EqualTo(("float32 30×2×4×3; targets float64 30×2", 0, 2)));
        Assert.That((train.Targets[0].Least, train.Targets[0].Largest), Is.EqualTo((first.Min(), first.Max())));
        Assert.That(train.Targets[0].Mean, Is.EqualTo(first.Average()).Within(1e-3));
        Assert.That(train.Targets[0].Deviation, Is.EqualTo(Math.Sqrt(first.Sum(value => Math.Pow(value - first.Average(), 2)) / (first.Length - 1))).Within(1e-3));
        Assert.That(description.Remarks, Is.Empty);
        Assert.That(description.Overlaps, Has.Length.EqualTo(3));
    }

    [TestCase(OutputKind.MultiLabel, 0, "No validation example has the labels 1, 3.")]
    [TestCase(OutputKind.MultiLabel, 1, "Every validation example has the labels 1, 3.")]
    [TestCase(OutputKind.Regression, 7, "All validation targets have 7 as value 1.")]
    [TestCase(OutputKind.DenseLabels, 0, "All validation targets are 0.")]
    public void Targets_that_never_vary_are_remarked(OutputKind output, float target, string remark)
    {
        TargetFolder.Write(_folder, output);
        int size = (int)TargetFolder.Answer(output).Elements;
        float[] targets = TargetFolder.Targets(output, DataSplit.Validation);
        for (int i = 0; i < targets.Length; i++)
        {
            if (output.IsDense() || i % size is 1 or 3)
                targets[i] = target;
        }

        TargetFolder.WriteArray(_folder, "valid_y.npy", NpyElement.Float32, [12, .. TargetFolder.Answer(output).Sizes], targets);
        Assert.That(_dataset.Describe(_folder, null, CancellationToken.None).Remarks, Is.EqualTo(new[] { remark }));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, long[] shape) =>
        TargetFolder.WriteArray(_folder, name, NpyElement.Float32, shape, [.. Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(i => i % 2f)]);

    private void AssertProblem(string sentence) => Assert.That(_dataset.Check(_folder), Has.Some.Contains(sentence));
}

[TestFixtureSource(typeof(TargetFolder), nameof(TargetFolder.Kinds))]
internal sealed class TargetFolderConformance(OutputKind output) : DatasetFixture
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public void MakeData() => TargetFolder.Write(_folder["data"], output);

    [OneTimeTearDown]
    public void DeleteData() => _folder.Dispose();

    protected override DatasetUnderTest Create() => new(new FolderDataset("npy"), _folder["data"]);
}
