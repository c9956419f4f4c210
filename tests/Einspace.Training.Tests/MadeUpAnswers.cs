using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Training.Tests;

/// <summary>
/// Images of [3, 6, 6] noise, a mean of each channel added, and what can be read off them by a small network: which channels' means
/// are above 0, numbers linear in the means, the neighbourhood means of the first channel, or where it is above 0.
/// </summary>
internal sealed class MadeUpAnswers(OutputKind output, int train = 512, int validation = 128, TaskMetric? metric = null) : ITaskData
{
    private const int Side = 6;

    /// <summary>Every target is this instead, where it is given.</summary>
    public float? Constant { get; init; }

    public TaskSpec Spec { get; } = new("made-up", new TensorShape(3, Side, Side), InputMode.Image, output, output switch
    {
        OutputKind.MultiLabel or OutputKind.Regression => new TensorShape(3),
        _ => new TensorShape(Side, Side),
    })
    {
        Metric = metric ?? TaskMetrics.Of(output)[0],
    };

    public IReadOnlyList<DataSplit> Splits => [DataSplit.Train, DataSplit.Validation, DataSplit.Test];

    public int Count(DataSplit split) => split == DataSplit.Train ? train : validation;

    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        foreach ((int place, int index) in indices.ToArray().Index())
            Draw(split, index).Pixels.CopyTo(examples[(place * 3 * Side * Side)..]);
    }

    public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
    {
        int size = (int)Spec.Answer.Elements;
        foreach ((int place, int index) in indices.ToArray().Index())
            Answer(Draw(split, index)).CopyTo(targets[(place * size)..]);
        if (Constant is { } constant)
            targets.Fill(constant);
    }

    public void Dispose()
    {
    }

    private float[] Answer((float[] Means, float[] Pixels) example) => Spec.Output switch
    {
        OutputKind.MultiLabel => [.. example.Means.Select(mean => mean > 0 ? 1f : 0)],
        OutputKind.Regression => [2 - example.Means[0] + (3 * example.Means[1]), 5 + example.Means[2], 4],
        OutputKind.DenseLabels => [.. example.Pixels.Take(Side * Side).Select(pixel => pixel > 0 ? 1f : 0)],
        _ => [.. Enumerable.Range(0, Side * Side).Select(place => Blurred(example.Pixels, place / Side, place % Side))],
    };

    private static float Blurred(float[] pixels, int row, int column)
    {
        float sum = 0;
        for (int y = Math.Max(0, row - 1); y <= Math.Min(Side - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(Side - 1, column + 1); x++)
                sum += pixels[(y * Side) + x];
        }

        return sum / 9;
    }

    private static (float[] Means, float[] Pixels) Draw(DataSplit split, int index)
    {
        RandomStream random = RandomStream.Derive(11, $"made-up answers {split}", (ulong)index);
        float[] means = [.. Enumerable.Range(0, 3).Select(_ => (float)random.NextNormal())];
        return (means, [.. Enumerable.Range(0, 3 * Side * Side).Select(i => means[i / (Side * Side)] + (0.5f * (float)random.NextNormal()))]);
    }
}
