using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Company_Plugin;

/// <summary>Offers the dataset by the name that <c>--task</c> takes.</summary>
[ExportDataset("company-plugin-id", Description = "Draws itself: stripes of four directions under noise, 1×12×12, label = direction.")]
internal sealed class StripesFactory : DatasetFactory<StripesOptions>
{
    protected override IDataset Create(StripesOptions options) => new Stripes(options);
}
