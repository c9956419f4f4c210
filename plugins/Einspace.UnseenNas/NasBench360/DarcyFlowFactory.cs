using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>Darcy Flow: pressure in a porous medium.</summary>
[ExportDataset("darcyflow", Description = "Darcy Flow (NAS-Bench-360): permeability of 85×85 points, the pressure at each, by relative L2.")]
internal sealed class DarcyFlowFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.DarcyFlow);
}
