using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Halving;

/// <summary>Exports <c>asha-stopping</c>.</summary>
[ExportPruner("asha-stopping", Description = "Successive halving without pausing: a trial that is not among the best of a rung when it comes there is stopped.")]
internal sealed class AshaStoppingFactory : PrunerFactory<HalvingOptions>
{
    protected override IPruner Create(HalvingOptions options, PrunerContext context) =>
        new AshaStopping(Rungs.Ladder(options.MinimumEpochs, options.Eta, context.Horizon), options.Eta, context);
}
