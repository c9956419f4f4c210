using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.AddNist;

/// <summary>AddNIST from its official folder, and its maker from MNIST.</summary>
internal sealed class AddNistDataset() : FolderDataset(PublishedTasks.AddNist), IDatasetMaker
{
    /// <inheritdoc/>
    public void Make(DatasetRecipe recipe, string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation) =>
        AddNistMaker.Make(recipe, folder, progress, cancellation);
}
