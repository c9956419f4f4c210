using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>NinaPro DB5: gestures of a hand.</summary>
[ExportDataset("ninapro", Description = "NinaPro DB5 (NAS-Bench-360): 16 electrodes on a forearm at 52 points in time, 1×16×52, label = the hand's gesture, 18 classes.")]
internal sealed class NinaProFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.NinaPro);
}
