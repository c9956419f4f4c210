using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>The data of a task's original files, normalised by channel while they are gathered, as those of a folder of ours.</summary>
/// <param name="splits">What is mapped; disposed with this.</param>
/// <param name="statistics">What to normalise by.</param>
internal sealed class OriginalData(OriginalSplits splits, ChannelStatistics statistics) : ITaskData
{
    private readonly ChannelNormaliser _normaliser = new(statistics);

    /// <inheritdoc/>
    public TaskSpec Spec => splits.Task.Spec;

    /// <inheritdoc/>
    public IReadOnlyList<DataSplit> Splits { get; } = splits.Splits;

    /// <inheritdoc/>
    public int Count(DataSplit split) => splits[split].Count;

    /// <inheritdoc/>
    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        OriginalSplit files = splits[split];
        int length = files.Examples.RowLength;
        for (int i = 0; i < indices.Length; i++)
        {
            Span<float> example = examples.Slice(i * length, length);
            files.Examples.CopyRow(indices[i], example);
            _normaliser.Normalise(example, example);
        }
    }

    /// <inheritdoc/>
    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
    {
        Require(Spec.Output == OutputKind.Classification, "labels");
        OriginalSplit files = splits[split];
        Span<float> label = stackalloc float[1];
        for (int i = 0; i < indices.Length; i++)
        {
            files.Answers.CopyRow(indices[i], label);
            labels[i] = (long)label[0];
        }
    }

    /// <inheritdoc/>
    public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
    {
        Require(Spec.Output != OutputKind.Classification, "targets");
        OriginalSplit files = splits[split];
        int length = files.Answers.RowLength;
        for (int i = 0; i < indices.Length; i++)
            files.Answers.CopyRow(indices[i], targets.Slice(i * length, length));
    }

    /// <inheritdoc/>
    public void Dispose() => splits.Dispose();

    private void Require(bool has, string what)
    {
        if (!has)
            throw new InvalidOperationException($"The task '{Spec.Name}' has no {what}: its output is {Spec.Output.Name()}.");
    }
}
