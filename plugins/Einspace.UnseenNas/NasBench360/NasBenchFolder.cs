using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>A task out of a folder in our format, which must have the task's form.</summary>
/// <param name="task">The task.</param>
internal sealed class NasBenchFolder(NasBenchTask task) : IDataset, IDescribedDataset
{
    private readonly FolderDataset _folder = new(task.Spec.Name) { Metric = task.Spec.Metric };

    /// <inheritdoc/>
    public bool NeedsFolder => true;

    /// <inheritdoc/>
    public PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        PreparedTask prepared = _folder.Prepare(folder, progress, cancellation);
        return Misfit(folder, prepared.Spec) is { } misfit ? throw new InputException(misfit) : prepared with { Spec = task.Spec };
    }

    /// <inheritdoc/>
    public ITaskData Open(string folder, Purpose purpose)
    {
        ITaskData data = _folder.Open(folder, purpose);
        if (Misfit(folder, data.Spec) is not { } misfit)
            return new NasBenchFolderData(data, task.Spec);
        data.Dispose();
        throw new InputException(misfit);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(string folder)
    {
        if (_folder.Check(folder) is { Count: > 0 } problems)
            return problems;
        using ITaskData data = _folder.Open(folder, Purpose.Search);
        return Misfit(folder, data.Spec) is { } misfit ? [misfit] : [];
    }

    /// <inheritdoc/>
    public DatasetDescription Describe(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        DatasetDescription description = _folder.Describe(folder, progress, cancellation);
        return description with
        {
            Likeness = $"It has the form of {task.Title}: {Form(task.Spec)}.",
            ClassNames = task.Classes,
            Remarks = [.. task.SizeRemarks(split => description.Splits.Single(one => one.Split == split).Examples), .. description.Remarks],
        };
    }

    /// <inheritdoc/>
    public string? TextOf(ReadOnlySpan<float> example) => null;

    private static string Form(TaskSpec spec) => $"examples of {spec.Input}, answers of {spec.Answer} ({spec.Output.Name()})";

    private string? Misfit(string folder, TaskSpec spec) => spec with { Metric = task.Spec.Metric } == task.Spec ? null
        : $"{folder} holds {Form(spec)}; {task.Spec.Name} has {Form(task.Spec)}.";
}
