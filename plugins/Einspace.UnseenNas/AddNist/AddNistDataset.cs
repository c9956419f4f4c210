using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Sums;

namespace Einspace.UnseenNas.AddNist;

/// <summary>AddNIST from its official folder, and its maker from MNIST.</summary>
internal sealed class AddNistDataset() : FolderDataset("addnist", Task), IDatasetMaker
{
    private static readonly TaskSpec Task = new(
        "addnist",
        new TensorShape(SumSplitWriter.Channels, SumSplitWriter.Side, SumSplitWriter.Side),
        InputMode.Image,
        OutputKind.Classification,
        DigitSums.Classes);

    /// <inheritdoc/>
    public void Make(DatasetRecipe recipe, string folder, IProgress<ProgressStep>? progress, CancellationToken cancellation) =>
        AddNistMaker.Make(recipe, folder, progress, cancellation);
}
