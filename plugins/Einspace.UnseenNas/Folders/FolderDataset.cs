using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Folders;

/// <summary>A task whose folder is given by the user, in the official format.</summary>
/// <param name="name">The task's name.</param>
/// <param name="published">What the folder must hold; null when any task will do.</param>
/// <param name="mode">What the arrays' axes mean.</param>
/// <param name="padding">Zeros put around every image on each side.</param>
internal class FolderDataset(string name, PublishedTask? published, InputMode mode, int padding) : IDataset, IDescribedDataset
{
    /// <summary>Any task.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="mode">What the arrays' axes mean.</param>
    /// <param name="padding">Zeros put around every image on each side.</param>
    public FolderDataset(string name, InputMode mode = InputMode.Image, int padding = 0)
        : this(name, null, mode, padding)
    {
    }

    /// <summary>One of the eight.</summary>
    /// <param name="published">What is published of it.</param>
    public FolderDataset(PublishedTask published)
        : this(published.Name, published, InputMode.Image, published.Padding)
    {
    }

    /// <summary>The metric that targets must serve; null is what the folder says.</summary>
    public TaskMetric? Metric { get; init; }

    /// <inheritdoc/>
    public bool NeedsFolder => true;

    /// <inheritdoc/>
    public PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        using TaskFolder opened = OpenChecked(folder, FolderSplit.All);
        // Only here: workers open the same files again and again.
        TaskSpec task = opened.Spec(name);
        foreach (DataSplit split in FolderSplit.All)
        {
            // Of all splits: a number that is not finite is told now, not by every trial, or after the last.
            _ = opened.Statistics(split, share => progress?.Report(new ProgressStep($"reading the {FolderSplit.Word(split)} examples", share)), cancellation);
            if (opened.Splits[split].BadTarget(Metric ?? task.Metric, share => progress?.Report(new ProgressStep("reading the targets", share)), cancellation) is { } bad)
                throw new InputException(bad);
        }

        if (padding > 0)
            task = PaddedData.Pad(task, padding);
        return new PreparedTask(task, FolderFingerprint.Of(folder, TaskFolder.FileNames)) { Origin = FolderProvenance.TryRead(folder, out _)?.Origin };
    }

    /// <inheritdoc/>
    public ITaskData Open(string folder, Purpose purpose)
    {
        IEnumerable<DataSplit> splits = FolderSplit.All.Where(split => split != DataSplit.Test || purpose == Purpose.Final);
        TaskFolder opened = OpenChecked(folder, splits);
        try
        {
            FolderData data = new(opened, name, opened.Statistics(null, CancellationToken.None));
            return padding == 0 ? data : new PaddedData(data, padding);
        }
        catch (InputException)
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(string folder)
    {
        List<string> problems = [];
        using TaskFolder? opened = TaskFolder.Open(folder, mode, FolderSplit.All, problems);
        if (opened is null)
            return problems;
        if (Misfit(opened) is { } misfit)
            problems.Add(misfit);
        foreach (DataSplit split in FolderSplit.All)
        {
            if (opened.Splits[split].BadTarget(Metric ?? opened.Spec(name).Metric, null, CancellationToken.None) is { } bad)
                problems.Add(bad);
            try
            {
                _ = ChannelStatistics.Compute(opened.Splits[split], null, CancellationToken.None);
            }
            catch (InputException e)
            {
                problems.Add(e.Message);
            }
        }

        return problems;
    }

    /// <inheritdoc/>
    public DatasetDescription Describe(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        using TaskFolder opened = OpenChecked(folder, FolderSplit.All);
        return new FolderDescriber(opened, progress, cancellation).Describe(published);
    }

    /// <inheritdoc/>
    public string? TextOf(ReadOnlySpan<float> example) =>
        published?.Text is { } text ? text(PaddedData.Crop(example, new TensorShape([.. published.Shape]), padding)) : null;

    private TaskFolder OpenChecked(string folder, IEnumerable<DataSplit> splits)
    {
        TaskFolder opened = TaskFolder.Open(folder, mode, splits);
        if (Misfit(opened) is not { } misfit)
            return opened;
        opened.Dispose();
        throw new InputException(misfit);
    }

    private string? Misfit(TaskFolder opened)
    {
        if (published is null)
            return null;
        if (opened.Metadata.Output is var output && output != OutputKind.Classification)
            return $"{opened.Path} holds a task whose output is {output.Name()}; {name} is a classification. The task npy reads it.";
        long[] shape = opened.Splits.Values.First().ExampleShape;
        return published.Fits(shape, opened.Metadata.Classes!.Value) ? null
            : $"{opened.Path} holds examples of shape {new TensorShape(shape)} in {opened.Metadata.Classes} classes; {name} has {new TensorShape([.. published.Shape])} in {published.Classes.Length}.";
    }
}
