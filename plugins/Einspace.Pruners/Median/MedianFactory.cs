using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Median;

/// <summary>Exports <c>median</c>.</summary>
[ExportPruner("median", Description = "Stops a trial whose best is below the median of the completed trials' running averages (Vizier's rule).")]
internal sealed class MedianFactory : PrunerFactory<MedianOptions>
{
    protected override IPruner Create(MedianOptions options, PrunerContext context)
    {
        Rungs.RefuseBeyond(options.MinimumEpochs, context.Horizon);
        return new MedianRule(options, context);
    }
}
