using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;

namespace Einspace.Training.Tests;

/// <summary>
/// Images of [3, 8, 8] noise over a pattern in a random phase: upright, lying or chequered stripes, or none. A convolution tells
/// them apart. The channels' means and deviations differ, as real ones do before they are normalised. Poison is the first number of
/// every example from some batch on.
/// </summary>
internal sealed class MadeUpData(int train, int validation, int test = 0, float poison = 0, int poisonedFrom = 0) : ITaskData
{
    public const int Classes = 4;
    public static readonly TensorShape Input = new(3, 8, 8);

    public static TaskSpec Spec { get; } = new("made-up", Input, InputMode.Image, Classes);

    public List<(DataSplit Split, int[] Indices)> Gathered { get; } = [];

    TaskSpec ITaskData.Spec => Spec;

    public IReadOnlyList<DataSplit> Splits => test > 0 ? [DataSplit.Train, DataSplit.Validation, DataSplit.Test] : [DataSplit.Train, DataSplit.Validation];

    public int Count(DataSplit split) => split switch
    {
        DataSplit.Train => train,
        DataSplit.Validation => validation,
        _ => test > 0 ? test : throw new InvalidOperationException("There is no test split."),
    };

    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        Gathered.Add((split, indices.ToArray()));
        int size = (int)Input.Elements;
        for (int i = 0; i < indices.Length; i++)
            Draw(split, indices[i], examples.Slice(i * size, size));
    }

    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
    {
        for (int i = 0; i < indices.Length; i++)
            labels[i] = Label(split, indices[i]);
    }

    public long Label(DataSplit split, int index) => Stream(split, index).NextInt(Classes);

    public void Dispose()
    {
    }

    private static RandomStream Stream(DataSplit split, int index) => RandomStream.Derive(7, $"made-up {split}", (ulong)index);

    private void Draw(DataSplit split, int index, Span<float> example)
    {
        RandomStream random = Stream(split, index);
        int pattern = random.NextInt(Classes), phase = random.NextInt(2);
        for (int c = 0; c < 3; c++)
        {
            for (int y = 0; y < 8; y++)
            {
                for (int x = 0; x < 8; x++)
                {
                    int stripe = pattern switch { 0 => x, 1 => y, 2 => x + y, _ => 0 } + phase;
                    example[(c * 64) + (y * 8) + x] = ((float)random.NextNormal() + (1.5f * (stripe % 2)) + (3 * c)) * (c + 1);
                }
            }
        }

        if (poison != 0 && Gathered.Count > poisonedFrom)
            example[0] = poison;
    }
}
