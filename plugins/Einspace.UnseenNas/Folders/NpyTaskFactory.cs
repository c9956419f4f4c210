using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.Folders;

/// <summary>Any task that somebody has in the official format.</summary>
[ExportDataset("npy", Description = "Any image classification task in a folder of six .npy files (train_x, train_y, valid_x, …) and 'metadata'.")]
internal sealed class NpyTaskFactory : DatasetFactory<NpyTaskOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NpyTaskOptions options) => new FolderDataset("npy", padding: options.Padding);
}
