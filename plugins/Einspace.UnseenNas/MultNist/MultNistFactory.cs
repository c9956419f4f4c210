using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Mnist;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Triples;

namespace Einspace.UnseenNas.MultNist;

/// <summary>MultNIST: three handwritten digits in three channels, label = the last digit of their product.</summary>
[ExportDataset("multnist", Description = "MultNIST: three MNIST digits in three channels of 28×28, label = the last digit of their product, 10 classes.")]
internal sealed class MultNistFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    public override DatasetMaker Maker => new DigitTaskMaker(PublishedTasks.MultNist, DigitRule.LastDigitOfProduct);

    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new FolderDataset(PublishedTasks.MultNist);
}
