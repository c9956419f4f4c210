using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>Some splits out of a task's original files, training among them.</summary>
/// <param name="task">The task.</param>
/// <param name="originals">How its files are read.</param>
/// <param name="folder">Where they lie.</param>
internal sealed class OriginalSplits(NasBenchTask task, IOriginals originals, string folder) : IDisposable
{
    private ImmutableSortedDictionary<DataSplit, OriginalSplit> _splits = ImmutableSortedDictionary<DataSplit, OriginalSplit>.Empty;

    /// <summary>What the task asks.</summary>
    public NasBenchTask Task => task;

    /// <summary>The splits that are mapped.</summary>
    public ImmutableArray<DataSplit> Splits => [.. _splits.Keys];

    /// <summary>A digest of the files; taken only after they were opened, which tells of those that cannot be read.</summary>
    public string Fingerprint => field ??= FolderFingerprint.Of(folder, originals.Find(folder));

    /// <summary>Maps splits.</summary>
    /// <exception cref="InputException">A file is missing, damaged, or not what it should be.</exception>
    public static OriginalSplits Open(NasBenchTask task, IOriginals originals, string folder, IEnumerable<DataSplit> splits)
    {
        string[] missing = [.. originals.Find(folder).Select(file => Path.Combine(folder, file)).Where(path => !File.Exists(path))];
        if (missing.Length > 0)
            throw new InputException($"{missing[0]} is missing: of {task.Title}, {originals.Expected} were expected.");
        OriginalSplits opened = new(task, originals, folder);
        try
        {
            foreach (DataSplit split in splits)
                opened._splits = opened._splits.Add(split, originals.Open(folder, split));
            return opened;
        }
        catch (InputException)
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>A split.</summary>
    /// <exception cref="InvalidOperationException">It is not mapped.</exception>
    public OriginalSplit this[DataSplit split] => _splits.GetValueOrDefault(split)
        ?? throw new InvalidOperationException($"There is no {split} split here; there are {string.Join(" and ", Splits)}.");

    /// <summary>The statistics that the splits are normalised by: those kept in the cache, or computed from the training examples.</summary>
    public ChannelStatistics Statistics(Action<double>? progress, CancellationToken cancellation) => Statistics(DataSplit.Train, progress, cancellation);

    /// <summary>The statistics of a split's examples: those kept in the cache, or computed from the examples.</summary>
    /// <exception cref="InputException">A number is not finite.</exception>
    public ChannelStatistics Statistics(DataSplit split, Action<double>? progress, CancellationToken cancellation)
    {
        // Of the same files another task may train on other examples.
        string key = $"{Fingerprint}-{task.Spec.Name}{(split == DataSplit.Train ? "" : $"-{FolderSplit.Word(split)}")}";
        int channels = (int)task.Spec.Input[1];
        if (ChannelStatistics.Read(key, channels) is { } kept)
            return kept;
        ChannelStatistics statistics = ChannelStatistics.Compute(this[split].Examples, channels, progress, cancellation);
        statistics.Write(key);
        return statistics;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OriginalSplit split in _splits.Values)
            split.Dispose();
    }
}
