using Einspace.Sdk.Data;

namespace Einspace.Sdk.Testing;

/// <summary>A dataset and a folder on which to try it.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Folder">
/// A folder with complete data; for a dataset that makes its own (<see cref="IDataset.NeedsFolder"/> is false) any folder that it
/// may fill. Files in it are copied, never changed.
/// </param>
/// <param name="Files">
/// Names, relative to the folder, of the files without which the data are not complete; null takes all files of the folder.
/// </param>
public sealed record DatasetUnderTest(IDataset Dataset, string Folder, IReadOnlyList<string>? Files = null);
