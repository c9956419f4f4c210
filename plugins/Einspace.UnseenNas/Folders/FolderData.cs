using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.Folders;

/// <summary>The data of a task's folder, normalised by channel (tokens by index along S) while they are gathered; targets as they are.</summary>
internal sealed class FolderData : ITaskData
{
    private readonly TaskFolder _folder;
    private readonly ChannelNormaliser _normaliser;

    /// <summary>Takes over an opened folder.</summary>
    /// <param name="folder">The folder; disposed with this.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="statistics">What to normalise by.</param>
    public FolderData(TaskFolder folder, string name, ChannelStatistics statistics)
    {
        _folder = folder;
        _normaliser = new(statistics);
        Spec = folder.Spec(name);
        Splits = [.. FolderSplit.All.Where(folder.Splits.ContainsKey)];
    }

    /// <inheritdoc/>
    public TaskSpec Spec { get; }

    /// <inheritdoc/>
    public IReadOnlyList<DataSplit> Splits { get; }

    /// <inheritdoc/>
    public int Count(DataSplit split) => Files(split).Count;

    /// <inheritdoc/>
    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples)
    {
        FolderSplit files = Files(split);
        int length = files.Examples.RowLength;
        for (int i = 0; i < indices.Length; i++)
        {
            Span<float> example = examples.Slice(i * length, length);
            ReadOnlySpan<float> stored = files.Examples.RowInPlace(indices[i]);
            if (stored.IsEmpty)
            {
                files.Examples.CopyRow(indices[i], example);
                stored = example;
            }

            _normaliser.Normalise(stored, example);
        }
    }

    /// <inheritdoc/>
    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
    {
        FolderSplit files = Files(split);
        if (Spec.Output != OutputKind.Classification)
            throw new InvalidOperationException($"The task '{Spec.Name}' has no labels: its output is {Spec.Output.Name()}.");
        for (int i = 0; i < indices.Length; i++)
            files.Answers.CopyRow(indices[i], labels.Slice(i, 1));
    }

    /// <inheritdoc/>
    public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets)
    {
        FolderSplit files = Files(split);
        if (Spec.Output == OutputKind.Classification)
            throw new InvalidOperationException($"The task '{Spec.Name}' has no targets: its output is {Spec.Output.Name()}.");
        int size = files.Answers.RowLength;
        for (int i = 0; i < indices.Length; i++)
            files.Answers.CopyRow(indices[i], targets.Slice(i * size, size));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private FolderSplit Files(DataSplit split) => _folder.Splits.GetValueOrDefault(split)
        ?? throw new InvalidOperationException($"There is no {split} split here; there are {string.Join(" and ", Splits)}.");
}
