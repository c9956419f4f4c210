using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>Spherical CIFAR-100: CIFAR-100's photographs on a sphere.</summary>
[ExportDataset("spherical", Description = "Spherical CIFAR-100 (NAS-Bench-360): CIFAR-100's photographs projected onto a sphere, 3×60×60, 100 classes.")]
internal sealed class SphericalFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.Spherical);
}
