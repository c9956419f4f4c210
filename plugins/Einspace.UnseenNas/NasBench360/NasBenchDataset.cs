using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>A task of NAS-Bench-360, out of its original files where those can be read, or out of a folder of ours.</summary>
/// <param name="task">The task.</param>
internal sealed class NasBenchDataset(NasBenchTask task) : IDataset, IDescribedDataset
{
    private const string Help = "docs/nas-bench-360.md tells how to make a folder of six .npy files and 'metadata' of it, which is read";

    /// <inheritdoc/>
    public bool NeedsFolder => true;

    /// <inheritdoc/>
    public PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation) =>
        In(folder).Prepare(folder, progress, cancellation);

    /// <inheritdoc/>
    public ITaskData Open(string folder, Purpose purpose) => In(folder).Open(folder, purpose);

    /// <inheritdoc/>
    public IReadOnlyList<string> Check(string folder)
    {
        try
        {
            return In(folder).Check(folder);
        }
        catch (InputException e)
        {
            return [e.Message];
        }
    }

    /// <inheritdoc/>
    public DatasetDescription Describe(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation) =>
        ((IDescribedDataset)In(folder)).Describe(folder, progress, cancellation);

    /// <inheritdoc/>
    public string? TextOf(ReadOnlySpan<float> example) => null;

    /// <summary>What reads a folder.</summary>
    /// <exception cref="InputException">Nothing does; the sentence says why.</exception>
    private IDataset In(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException($"{folder} is no folder: {Expected} were expected there.");
        if (TaskFolder.FileNames.Any(name => File.Exists(Path.Combine(folder, name))))
            return new NasBenchFolder(task);
        if (task.Originals is { } originals && originals.Find(folder).Length > 0)
            return new OriginalDataset(task, originals);
        throw task.Unread.FirstOrDefault(file => Path.Exists(Path.Combine(folder, file.Name))) is { } unread
            ? new InputException($"{Path.Combine(folder, unread.Name)} is {unread.Kind}, and is not read; {Help}.")
            : new InputException($"{folder} holds no data of {task.Title}: {Expected} were expected there.");
    }

    private string Expected => task.Originals is { } originals
        ? $"{originals.Expected}, or train_x.npy, train_y.npy and so on with 'metadata',"
        : $"train_x.npy, train_y.npy and so on with 'metadata', made of {string.Join(", ", task.Unread.Select(file => file.Name))} as docs/nas-bench-360.md tells,";
}
