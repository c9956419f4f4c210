using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Company_Plugin;

/// <summary>Offers the pruner by the name that <c>--pruner</c> takes.</summary>
[ExportPruner("company-plugin-id", Description = "Stops a trial at an epoch where it is below the median of the others.")]
internal sealed class MedianStopFactory : PrunerFactory<MedianStopOptions>
{
    protected override IPruner Create(MedianStopOptions options, PrunerContext context) => new MedianStop(options, context);
}
