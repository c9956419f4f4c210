using System.Numerics;
using System.Runtime.InteropServices;
using Einspace.Sdk.Data;

namespace Einspace.UnseenNas.Folders;

/// <summary>The data of a task's folder, normalised by channel (tokens by index along S) while they are gathered.</summary>
internal sealed class FolderData : ITaskData
{
    private readonly TaskFolder _folder;
    private readonly float[] _mean, _scale;

    /// <summary>Takes over an opened folder.</summary>
    /// <param name="folder">The folder; disposed with this.</param>
    /// <param name="name">The task's name.</param>
    /// <param name="statistics">What to normalise by.</param>
    public FolderData(TaskFolder folder, string name, ChannelStatistics statistics)
    {
        _folder = folder;
        _mean = [.. statistics.Mean.Select(mean => (float)mean)];
        _scale = [.. statistics.Deviation.Select(deviation => (float)(1 / deviation))];
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
        int length = files.Examples.RowLength, area = length / _mean.Length;
        for (int i = 0; i < indices.Length; i++)
        {
            Span<float> example = examples.Slice(i * length, length);
            ReadOnlySpan<float> stored = files.Examples.RowInPlace(indices[i]);
            if (stored.IsEmpty)
            {
                files.Examples.CopyRow(indices[i], example);
                stored = example;
            }

            for (int channel = 0; channel < _mean.Length; channel++)
                Normalise(stored.Slice(channel * area, area), example.Slice(channel * area, area), _mean[channel], _scale[channel]);
        }
    }

    /// <inheritdoc/>
    public void GatherLabels(DataSplit split, ReadOnlySpan<int> indices, Span<long> labels)
    {
        FolderSplit files = Files(split);
        for (int i = 0; i < indices.Length; i++)
            files.Labels.CopyRow(indices[i], labels.Slice(i, 1));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static void Normalise(ReadOnlySpan<float> from, Span<float> to, float mean, float scale)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(from);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(to)[..vectors.Length];
        Vector<float> means = new(mean);
        for (int i = 0; i < vectors.Length; i++)
            results[i] = (vectors[i] - means) * scale;
        for (int i = vectors.Length * Vector<float>.Count; i < from.Length; i++)
            to[i] = (from[i] - mean) * scale;
    }

    private FolderSplit Files(DataSplit split) => _folder.Splits.GetValueOrDefault(split)
        ?? throw new InvalidOperationException($"There is no {split} split here; there are {string.Join(" and ", Splits)}.");
}
