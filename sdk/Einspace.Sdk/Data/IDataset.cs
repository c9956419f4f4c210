using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Data;

/// <summary>
/// A task's data: prepared once by the host, opened by workers. Instances are stateless; both methods may run in different
/// processes.
/// </summary>
public interface IDataset
{
    /// <summary>
    /// Whether the user must name a folder (<c>--data</c>). A dataset that makes its own data answers false and is given a cache
    /// folder by the host.
    /// </summary>
    bool NeedsFolder { get; }

    /// <summary>
    /// Makes sure that the folder holds the data: checks files, or writes them (atomically: a killed process leaves nothing that
    /// looks complete). Host side; may be slow the first time and is quick when all is there.
    /// </summary>
    /// <param name="folder">The data folder; need not exist yet when <see cref="NeedsFolder"/> is false.</param>
    /// <param name="progress">Told what is being done, with the share done; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What the task asks, and the data's fingerprint.</returns>
    /// <exception cref="InputException">A file is missing, truncated or wrong; the sentence names it.</exception>
    PreparedTask Prepare(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation);

    /// <summary>Opens prepared data: examples memory-mapped and read when gathered; only labels may be read at once.</summary>
    /// <param name="folder">A folder that <see cref="Prepare"/> accepted.</param>
    /// <param name="purpose">In <see cref="Purpose.Search"/> the data have no test split.</param>
    /// <returns>The data; dispose to unmap.</returns>
    /// <exception cref="InputException">The folder is no longer what it was.</exception>
    ITaskData Open(string folder, Purpose purpose);

    /// <summary>Looks for everything that is wrong with a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>One sentence for each problem; none when the folder can be used.</returns>
    IReadOnlyList<string> Check(string folder);
}
