using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.AddNist;

/// <summary>AddNIST: three handwritten digits in three channels, label = their sum − 1.</summary>
[ExportDataset("addnist", Description = "AddNIST: three MNIST digits in three channels of 28×28, label = their sum − 1, 20 classes.")]
internal sealed class AddNistFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new AddNistDataset();
}
