using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>Data of a folder that are scored by the task's own measure, whatever the folder says.</summary>
/// <param name="data">The folder's data; disposed with this.</param>
/// <param name="spec">What the task asks.</param>
internal sealed class NasBenchFolderData(ITaskData data, TaskSpec spec) : ITaskData
{
    /// <inheritdoc/>
    public TaskSpec Spec => spec;

    /// <inheritdoc/>
    public IReadOnlyList<DataSplit> Splits => data.Splits;

    /// <inheritdoc/>
    public int Count(DataSplit split) => data.Count(split);

    /// <inheritdoc/>
    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples) => data.Gather(split, indices, examples);

    /// <inheritdoc/>
    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels) => data.GatherLabels(split, indices, labels);

    /// <inheritdoc/>
    public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets) => data.GatherTargets(split, indices, targets);

    /// <inheritdoc/>
    public void Dispose() => data.Dispose();
}
