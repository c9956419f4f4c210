namespace Einspace.Sdk.Data;

/// <summary>
/// A dataset that can tell more of its data than what is wrong with them, for <c>data check</c> and <c>data show</c>. Implemented
/// beside <see cref="IDataset"/>; without it the data are shown all the same, from what <see cref="ITaskData"/> gives.
/// </summary>
public interface IDescribedDataset
{
    /// <summary>Reads all data of a folder and tells what they are.</summary>
    /// <param name="folder">A folder that <see cref="IDataset.Prepare"/> accepts.</param>
    /// <param name="progress">Told what is being done, with the share done; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What the data are.</returns>
    /// <exception cref="InputException">The folder cannot be used; the sentence says why.</exception>
    DatasetDescription Describe(string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation);

    /// <summary>Reads an example aloud where it encodes a text, such as one-hot letters or a board.</summary>
    /// <param name="example">An example as <see cref="ITaskData.Gather"/> gives it.</param>
    /// <returns>The text, of one line or several; null where the example is not known to encode one.</returns>
    string? TextOf(ReadOnlySpan<float> example);
}
