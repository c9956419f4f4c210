using Einspace.Host.Workers;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Host.Tests.Workers;

internal sealed class DataShareTests
{
    [TestCase(0.1, 32, 3)]
    [TestCase(0.001, 3, 3, Description = "one of each class is left")]
    [TestCase(1.0, 320, 30)]
    public void Each_class_keeps_its_share_of_training_and_validation_and_the_test_split_is_whole(double share, int train, int validation)
    {
        using DataShare data = new(new Numbers(), share);

        Assert.That(
            (data.Count(DataSplit.Train), data.Count(DataSplit.Validation), data.Count(DataSplit.Test)), Is.EqualTo((train, validation, 20)));
        int[] all = [.. Enumerable.Range(0, train)];
        float[] examples = new float[train];
        long[] labels = new long[train];
        data.Gather(DataSplit.Train, all, examples);
        data.GatherLabels(DataSplit.Train, all, labels);
        Assert.That(labels.CountBy(label => label).ToDictionary(), Is.EqualTo(new Dictionary<long, int>
        {
            [0] = Math.Max(1, (int)(200 * share)), [1] = Math.Max(1, (int)(100 * share)), [2] = Math.Max(1, (int)(20 * share)),
        }));
        Assert.That(examples.Select(Numbers.Label), Is.EqualTo(labels), "Examples and labels belong together.");
        Assert.That(examples, Is.Unique);
    }

    [Test]
    public void The_share_is_the_same_every_time_and_for_every_batch()
    {
        float[] first = new float[32], second = new float[2];
        using DataShare data = new(new Numbers(), 0.1), again = new(new Numbers(), 0.1);
        data.Gather(DataSplit.Train, [.. Enumerable.Range(0, 32)], first);
        again.Gather(DataSplit.Train, [30, 4], second);

        Assert.That(second, Is.EqualTo(new[] { first[30], first[4] }));
        Assert.That(first, Is.Not.EqualTo(Enumerable.Range(0, 32).Select(i => (float)i)));
    }

    /// <summary>Examples that are their own numbers, of three classes of unequal size.</summary>
    private sealed class Numbers : ITaskData
    {
        public TaskSpec Spec { get; } = new("numbers", new TensorShape(1, 1, 1), InputMode.Image, 3);

        public IReadOnlyList<DataSplit> Splits => [DataSplit.Train, DataSplit.Validation, DataSplit.Test];

        public static long Label(float number) => number < 200 ? 0 : number < 300 ? 1 : 2;

        public int Count(DataSplit split) => split switch { DataSplit.Train => 320, DataSplit.Validation => 30, _ => 20 };

        public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
        {
            for (int i = 0; i < indices.Length; i++)
                examples[i] = indices[i];
        }

        public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
        {
            for (int i = 0; i < indices.Length; i++)
                labels[i] = split == DataSplit.Train ? Label(indices[i]) : indices[i] % 3;
        }

        public void Dispose()
        {
        }
    }
}
