using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>CIFAR-100: photographs.</summary>
[ExportDataset("cifar100", Description = "CIFAR-100 (NAS-Bench-360): photographs of 3×32×32, label = what they show, 100 classes.")]
internal sealed class Cifar100Factory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.Cifar100);
}
