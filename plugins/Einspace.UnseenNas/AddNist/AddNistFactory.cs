using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Mnist;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Triples;

namespace Einspace.UnseenNas.AddNist;

/// <summary>AddNIST: three handwritten digits in three channels, label = their sum − 1.</summary>
[ExportDataset("addnist", Description = "AddNIST: three MNIST digits in three channels of 28×28, label = their sum − 1, 20 classes.")]
internal sealed class AddNistFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    public override DatasetMaker Maker => new DigitTaskMaker(PublishedTasks.AddNist, DigitRule.Sum);

    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new FolderDataset(PublishedTasks.AddNist);
}
