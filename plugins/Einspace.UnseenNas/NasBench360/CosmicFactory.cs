using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>Cosmic: pixels that cosmic rays hit.</summary>
[ExportDataset("cosmic", Description = "Cosmic (NAS-Bench-360): a telescope's picture of 128×128, which pixels cosmic rays hit, by AUROC.")]
internal sealed class CosmicFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.Cosmic);
}
