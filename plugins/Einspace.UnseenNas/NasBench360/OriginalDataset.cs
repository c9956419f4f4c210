using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>A task out of its original files.</summary>
/// <param name="task">The task.</param>
/// <param name="originals">How its files are read.</param>
internal sealed class OriginalDataset(NasBenchTask task, IOriginals originals) : IDataset, IDescribedDataset
{
    /// <inheritdoc/>
    public bool NeedsFolder => true;

    /// <inheritdoc/>
    public PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        using OriginalSplits splits = OriginalSplits.Open(task, originals, folder, FolderSplit.All);
        if (FolderSplit.All.Select(split => splits[split].BadAnswer(task.Spec)).FirstOrDefault(problem => problem is not null) is { } problem)
            throw new InputException(problem);
        foreach (DataSplit split in FolderSplit.All)
            _ = splits.Statistics(split, share => progress?.Report(new ProgressStep($"reading the {FolderSplit.Word(split)} examples", share)), cancellation);
        return new PreparedTask(task.Spec, splits.Fingerprint);
    }

    /// <inheritdoc/>
    public ITaskData Open(string folder, Purpose purpose)
    {
        OriginalSplits splits = OriginalSplits.Open(task, originals, folder, FolderSplit.All.Where(split => split != DataSplit.Test || purpose == Purpose.Final));
        try
        {
            return new OriginalData(splits, splits.Statistics(null, CancellationToken.None));
        }
        catch (InputException)
        {
            splits.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(string folder)
    {
        try
        {
            using OriginalSplits splits = OriginalSplits.Open(task, originals, folder, FolderSplit.All);
            foreach (DataSplit split in FolderSplit.All)
                _ = ChannelStatistics.Compute(splits[split].Examples, (int)task.Spec.Input[1], null, CancellationToken.None);
            return [.. FolderSplit.All.Select(split => splits[split].BadAnswer(task.Spec)).OfType<string>()];
        }
        catch (InputException e)
        {
            return [e.Message];
        }
    }

    /// <inheritdoc/>
    public DatasetDescription Describe(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        using OriginalSplits splits = OriginalSplits.Open(task, originals, folder, FolderSplit.All);
        ChannelStatistics statistics = splits.Statistics(share => progress?.Report(new ProgressStep("reading the training examples", share)), cancellation);
        OriginalData data = new(splits, statistics);
        Dictionary<DataSplit, ExampleDigests> digests = FolderSplit.All.ToDictionary(split => split, split => new ExampleDigests(splits[split].Examples, () => { }, cancellation));
        return new DatasetDescription
        {
            Likeness = $"It holds original files of {task.Title}: {originals.Expected}.",
            ClassNames = task.Classes,
            Splits = [.. FolderSplit.All.Select(split => Describe(data, split, digests[split], cancellation))],
            Channels = [.. statistics.Mean.Zip(statistics.Deviation, (mean, deviation) => new ChannelDescription(mean, deviation))],
            Overlaps = [.. FolderDescriber.Pairs.Select(pair => new SplitOverlap("examples", pair.Split, pair.Other, digests[pair.Split].Shared(digests[pair.Other]), digests[pair.Split].Examples))],
            Remarks = [.. task.SizeRemarks(split => splits[split].Count)],
        };
    }

    /// <inheritdoc/>
    public string? TextOf(ReadOnlySpan<float> example) => null;

    private static SplitDescription Describe(OriginalData data, DataSplit split, ExampleDigests digests, CancellationToken cancellation)
    {
        int count = data.Count(split);
        string content = $"{count}×{string.Join('×', data.Spec.Input.Sizes)}";
        if (data.Spec.Output != OutputKind.Classification)
            return new(split, content, count, digests.Repeated, []) { Targets = TargetDescription.Of(data, split, cancellation) };
        int[] ofClass = new int[data.Spec.Classes];
        long[] labels = new long[count];
        data.GatherLabels(split, [.. Enumerable.Range(0, count)], labels);
        foreach (long label in labels)
            ofClass[label]++;
        return new(split, content, count, digests.Repeated, [.. ofClass]);
    }
}
