using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>PSICOV: distances between the residues of a protein.</summary>
[ExportDataset("psicov", Description = "PSICOV (NAS-Bench-360): 57 features of 128×128 pairs of residues, their distances in ångström, by mean absolute error.")]
internal sealed class PsicovFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.Psicov);
}
