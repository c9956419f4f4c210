using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>FSD50K: what is heard in a second of sound.</summary>
[ExportDataset("fsd50k", Description = "FSD50K (NAS-Bench-360): spectrograms of a second of sound, 1×101×96, which of 200 labels are heard, by mean average precision.")]
internal sealed class Fsd50kFactory : DatasetFactory<NoOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(NoOptions options) => new NasBenchDataset(NasBenchTasks.Fsd50k);
}
