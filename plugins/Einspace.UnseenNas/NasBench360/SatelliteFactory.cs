using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>Satellite: what grows on a piece of land.</summary>
[ExportDataset("satellite", Description = "Satellite (NAS-Bench-360): 46 points of one pixel's year, 1×1×46, label = what is on the land, 24 classes.")]
internal sealed class SatelliteFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.Satellite);
}
