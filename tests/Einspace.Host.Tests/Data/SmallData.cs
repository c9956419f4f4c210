using Einspace.Sdk.Data;

namespace Einspace.Host.Tests.Data;

/// <summary>Made-up data: example i of any split is filled with i, its label is i modulo the classes; number j of its target is (i + j) modulo 2, or −i·j.</summary>
/// <param name="spec">What they are examples of.</param>
/// <param name="count">Examples of each split.</param>
internal sealed class SmallData(TaskSpec spec, int count) : ITaskData
{
    public TaskSpec Spec => spec;

    public IReadOnlyList<DataSplit> Splits => [DataSplit.Train, DataSplit.Validation, DataSplit.Test];

    public int Count(DataSplit split) => count;

    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        int size = (int)spec.Input.Elements;
        for (int i = 0; i < indices.Length; i++)
            examples.Slice(i * size, size).Fill(indices[i]);
    }

    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
    {
        for (int i = 0; i < indices.Length; i++)
            labels[i] = indices[i] % spec.Classes;
    }

    public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
    {
        int size = (int)spec.Answer.Elements;
        for (int i = 0; i < targets.Length; i++)
            targets[i] = spec.Output.IsYesOrNo() ? (indices[i / size] + (i % size)) % 2 : -indices[i / size] * (i % size);
    }

    public void Dispose()
    {
    }
}
