using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.UnseenNas.Digits;

/// <summary>The embedded task: needs no files and no network.</summary>
[ExportDataset("digits", Description = "Draws itself, nothing to download: three drawn digits in three channels of 28×28, label = their sum − 1, 20 classes (AddNIST's shape and rule).")]
internal sealed class DigitsFactory : DatasetFactory<DigitsOptions>
{
    /// <inheritdoc/>
    protected override IDataset Create(DigitsOptions options) => new DigitsDataset(options);
}
