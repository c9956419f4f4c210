using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;

namespace Einspace.Host.Workers;

/// <summary>
/// A share of a task's training and validation examples, the same for every network, each class of a classification keeping its own; the test split is
/// whole, for what is measured on it once should say as much as it can.
/// </summary>
internal sealed class DataShare : ITaskData
{
    private readonly ITaskData _data;
    private readonly ImmutableDictionary<DataSplit, int[]> _kept;

    /// <summary>Takes over opened data.</summary>
    /// <param name="data">The data; disposed with this.</param>
    /// <param name="share">How much is kept, above 0 and at most 1; of each class at least one example.</param>
    public DataShare(ITaskData data, double share)
    {
        _data = data;
        _kept = data.Splits.Where(split => split != DataSplit.Test).ToImmutableDictionary(split => split, split => Keep(data, split, share));
    }

    /// <inheritdoc/>
    public TaskSpec Spec => _data.Spec;

    /// <inheritdoc/>
    public IReadOnlyList<DataSplit> Splits => _data.Splits;

    /// <inheritdoc/>
    public int Count(DataSplit split) => _kept.TryGetValue(split, out int[]? kept) ? kept.Length : _data.Count(split);

    /// <inheritdoc/>
    public void Gather(DataSplit split, ReadOnlySpan<int> indices, Span<float> examples) => _data.Gather(split, Originals(split, indices), examples);

    /// <inheritdoc/>
    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels) =>
        _data.GatherLabels(split, Originals(split, indices), labels);

    /// <inheritdoc/>
    public void GatherTargets(DataSplit split, ReadOnlySpan<int> indices, Span<float> targets) =>
        _data.GatherTargets(split, Originals(split, indices), targets);

    /// <inheritdoc/>
    public void Dispose() => _data.Dispose();

    private static int[] Keep(ITaskData data, DataSplit split, double share)
    {
        int[] all = [.. Enumerable.Range(0, data.Count(split))];
        long[] labels = new long[all.Length];
        if (data.Spec.Output == OutputKind.Classification)
            data.GatherLabels(split, all, labels);
        RandomStream.Derive(0, $"data-share/{split}").Shuffle(all.AsSpan());
        return
        [
            .. all.GroupBy(example => labels[example])
                .SelectMany(examples => examples.Take(Math.Max(1, (int)Math.Round(share * examples.Count()))))
                .Order(),
        ];
    }

    private ReadOnlySpan<int> Originals(DataSplit split, ReadOnlySpan<int> indices)
    {
        if (!_kept.TryGetValue(split, out int[]? kept))
            return indices;
        int[] originals = new int[indices.Length];
        for (int i = 0; i < indices.Length; i++)
            originals[i] = kept[indices[i]];
        return originals;
    }
}
