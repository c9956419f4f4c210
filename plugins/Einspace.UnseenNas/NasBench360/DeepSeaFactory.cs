using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>DeepSEA: which proteins bind to a piece of DNA.</summary>
[ExportDataset("deepsea", Description = "DeepSEA (NAS-Bench-360): 1,000 bases of DNA, 4×1×1000, which of 36 features it has, by AUROC.")]
internal sealed class DeepSeaFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.DeepSea);
}
