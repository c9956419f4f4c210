using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.Folders;

/// <summary>Any task that somebody has in the official format.</summary>
[ExportDataset("npy", Description = "Any task of images or of tokens, in a folder of six .npy files (train_x, train_y, valid_x, …) and 'metadata'.")]
internal sealed class NpyTaskFactory : DatasetFactory<NpyTaskOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NpyTaskOptions options) => options is { Mode: InputMode.Tokens, Padding: > 0 }
        ? throw new InputException($"Option padding of the task npy: found {options.Padding}, but with mode=tokens there is nothing to put a frame around; leave it out.")
        : new FolderDataset("npy", mode: options.Mode, padding: options.Padding);
}
