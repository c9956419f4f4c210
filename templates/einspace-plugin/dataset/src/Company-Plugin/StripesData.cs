using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Company_Plugin;

/// <summary>The opened task. An example depends on seed, split and index alone, so that many may read at once.</summary>
internal sealed class StripesData(StripesOptions options, Purpose purpose) : ITaskData
{
    private const double Period = 4;

    private static readonly (double X, double Y)[] Directions = [(1, 0), (0, 1), (0.7, 0.7), (0.7, -0.7)];

    public TaskSpec Spec => Stripes.Spec;

    // A search must not be able to look at the test split.
    public IReadOnlyList<DataSplit> Splits { get; } = purpose == Purpose.Search
        ? [DataSplit.Train, DataSplit.Validation]
        : [DataSplit.Train, DataSplit.Validation, DataSplit.Test];

    public int Count(DataSplit split) => !Splits.Contains(split)
        ? throw new InvalidOperationException($"There is no split {split} in purpose {purpose}.")
        : split switch
        {
            DataSplit.Train => options.Train,
            DataSplit.Validation => options.Validation,
            _ => options.Test,
        };

    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        Require(split, indices);
        const int Size = Stripes.Side * Stripes.Side;
        for (int i = 0; i < indices.Length; i++)
            Draw(split, indices[i], examples.Slice(i * Size, Size));
    }

    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
    {
        Require(split, indices);
        for (int i = 0; i < indices.Length; i++)
            labels[i] = Label(indices[i]);
    }

    public void Dispose()
    {
    }

    private static int Label(int index) => index % Directions.Length;

    private void Draw(DataSplit split, int index, Span<float> image)
    {
        RandomStream random = RandomStream.Derive(options.Seed, "stripes", (ulong)split, (ulong)index);
        (double alongX, double alongY) = Directions[Label(index)];
        double phase = random.NextDouble();
        for (int i = 0; i < image.Length; i++)
        {
            double at = ((alongX * (i % Stripes.Side)) + (alongY * (i / Stripes.Side))) / Period;
            image[i] = (float)(Math.Sin(2 * Math.PI * (at + phase)) + (options.Noise * random.NextNormal()));
        }
    }

    private void Require(DataSplit split, ReadOnlySpan<int> indices)
    {
        int count = Count(split);
        foreach (int index in indices)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count, nameof(indices));
    }
}
