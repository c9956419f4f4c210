using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>ECG: the rhythm of a heart.</summary>
[ExportDataset("ecg", Description = "ECG (NAS-Bench-360): 1,000 points of an electrocardiogram, 1×1×1000, label = the heart's rhythm, 4 classes, by F1.")]
internal sealed class EcgFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.Ecg);
}
