using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.Training.Measures;

namespace Einspace.Training.Tests;

/// <summary>Metrics against numbers published with their definitions, and against slow ones that follow other definitions.</summary>
internal sealed class MeasureTests
{
    private static readonly TensorShape Input = new(1, 1, 1);

    // The examples of scikit-learn's manual: roc_auc_score, average_precision_score, f1_score(average="macro").
    [TestCase(TaskMetric.Auroc, new[] { 0.1f, 0.4f, 0.35f, 0.8f }, new[] { 0f, 0, 1, 1 }, 0.75)]
    [TestCase(TaskMetric.MeanAveragePrecision, new[] { 0.1f, 0.4f, 0.35f, 0.8f }, new[] { 0f, 0, 1, 1 }, 5 / 6.0)]
    [TestCase(TaskMetric.Auroc, new[] { 0.5f, 0.5f, 0.5f, 0.5f }, new[] { 0f, 0, 1, 1 }, 0.5)]
    [TestCase(TaskMetric.MeanAveragePrecision, new[] { 0.5f, 0.5f, 0.5f, 0.5f }, new[] { 0f, 0, 1, 1 }, 0.5)]
    [TestCase(TaskMetric.F1, new[] { 1f, -1, 1, 1 }, new[] { 1f, 1, 0, 1 }, 2 / 3.0)]
    public void One_label(TaskMetric metric, float[] answers, float[] right, double expected) =>
        Assert.That(Of(Labels(1, metric), answers, right), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void Classes()
    {
        long[] right = [0, 1, 2, 0, 1, 2];
        int[] answered = [0, 2, 1, 0, 0, 1];
        Assert.That(Of(TaskMetric.F1, 3, answered, right), Is.EqualTo((4 / 5.0 + 0 + 0) / 3).Within(1e-12), "scikit-learn's manual: 0.26…");
        Assert.That(Of(TaskMetric.F1, 5, answered, right), Is.EqualTo(4 / 15.0).Within(1e-12), "classes that there are not are left out");
        Assert.That(Of(TaskMetric.Accuracy, 3, answered, right), Is.EqualTo(1 / 3.0));
    }

    [Test]
    public void The_first_of_equal_logits_is_the_answer() =>
        Assert.That(Of(new TaskSpec("classes", Input, InputMode.Image, classes: 3), [1, 1, 0, 0, 1, 1], [], [0, 1]), Is.EqualTo(1));

    [TestCase(TaskMetric.MeanAbsoluteError, (1 + 2 + 0 + 4) / 4.0)]
    [TestCase(TaskMetric.MeanSquaredError, (1 + 4 + 0 + 16) / 4.0)]
    [TestCase(TaskMetric.RelativeL2, ((2.2360679775 / 5) + (4 / 2.0)) / 2)]
    public void Errors(TaskMetric metric, double expected)
    {
        TaskSpec task = new("numbers", Input, InputMode.Image, OutputKind.Regression, new TensorShape(2)) { Metric = metric };
        Assert.That(Of(task, [2, 6, 0, 6], [3, 4, 0, 2]), Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void Labels_are_averaged_and_those_that_say_nothing_are_left_out()
    {
        float[] answers = [0.1f, 3, 7, 0.4f, 1, 7, 0.35f, 2, 7, 0.8f, 0, 7];
        float[] right = [0, 1, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0];
        Assert.That(Of(Labels(3, TaskMetric.Auroc), answers, right), Is.EqualTo((0.75 + 1) / 2).Within(1e-12));
        Assert.That(Of(Labels(3, TaskMetric.MeanAveragePrecision), answers, right), Is.EqualTo(((5 / 6.0) + 1) / 2).Within(1e-12));
        TaskSpec dense = new("pixels", Input, InputMode.Image, OutputKind.DenseLabels, new TensorShape(1, 2));
        Assert.That(Of(dense, [0.1f, 0.4f, 0.35f, 0.8f], [0, 0, 1, 1]), Is.EqualTo(0.75), "all pixels together");
    }

    [FsCheck.NUnit.Property]
    public void Ranks_agree_with_counting_pairs_and_thresholds(FsCheck.NonEmptyArray<(byte Answer, bool Has)> drawn)
    {
        (byte Answer, bool Has)[] all = drawn.Get;
        float[] answers = [.. all.Select(one => (float)(one.Answer % 16))], right = [.. all.Select(one => one.Has ? 1f : 0)];
        float[] with = [.. answers.Where((_, i) => all[i].Has)], without = [.. answers.Where((_, i) => !all[i].Has)];
        if (with.Length > 0 && without.Length > 0)
        {
            double pairs = with.Average(a => without.Average(b => a > b ? 1 : a == b ? 0.5 : 0));
            Assert.That(Of(Labels(1, TaskMetric.Auroc), answers, right), Is.EqualTo(pairs).Within(1e-9));
        }

        if (with.Length > 0)
        {
            double precisions = with.Average(threshold => (double)with.Count(a => a >= threshold) / answers.Count(a => a >= threshold));
            Assert.That(Of(Labels(1, TaskMetric.MeanAveragePrecision), answers, right), Is.EqualTo(precisions).Within(1e-9));
        }
    }

    private static TaskSpec Labels(int count, TaskMetric metric) =>
        new("labels", Input, InputMode.Image, OutputKind.MultiLabel, new TensorShape(count)) { Metric = metric };

    private static double Of(TaskMetric metric, int classes, int[] answered, long[] right) =>
        Of(
            new TaskSpec("classes", Input, InputMode.Image, classes) { Metric = metric },
            [.. answered.SelectMany(answer => Enumerable.Range(0, classes).Select(label => label == answer ? 1f : 0))],
            [],
            right);

    // In two batches, the first of one example.
    private static double Of(TaskSpec task, float[] answers, float[] numbers, long[]? labels = null)
    {
        using Given data = new(task, numbers, labels ?? []);
        Targets targets = new(task, data.Examples);
        Measure measure = Measure.Of(task);
        foreach (Range batch in new[] { ..1, 1..data.Examples })
        {
            int[] indices = Enumerable.Range(0, data.Examples).ToArray()[batch];
            targets.Clear();
            targets.Gather(data, DataSplit.Validation, indices);
            if (indices.Length > 0)
                measure.Add(answers.AsSpan(indices[0] * targets.Size, indices.Length * targets.Size), targets);
        }

        return measure.Value;
    }

    private sealed class Given(TaskSpec task, float[] numbers, long[] labels) : ITaskData
    {
        public int Examples { get; } = task.Output == OutputKind.Classification ? labels.Length : numbers.Length / (int)task.Answer.Elements;

        public TaskSpec Spec => task;

        public IReadOnlyList<DataSplit> Splits => [DataSplit.Validation];

        public int Count(DataSplit split) => Examples;

        public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples) => throw new InvalidOperationException("Nobody asks for examples.");

        public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> into)
        {
            for (int i = 0; i < indices.Length; i++)
                into[i] = labels[indices[i]];
        }

        public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
        {
            int size = (int)task.Answer.Elements;
            for (int i = 0; i < indices.Length; i++)
                numbers.AsSpan(indices[i] * size, size).CopyTo(targets[(i * size)..]);
        }

        public void Dispose()
        {
        }
    }
}
