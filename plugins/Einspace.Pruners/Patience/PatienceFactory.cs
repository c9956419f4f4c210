using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Patience;

/// <summary>Exports <c>patience</c>.</summary>
[ExportPruner("patience", Description = "Stops a trial that has not improved on itself for some epochs.")]
internal sealed class PatienceFactory : PrunerFactory<PatienceOptions>
{
    protected override IPruner Create(PatienceOptions options, PrunerContext context)
    {
        Rungs.RefuseBeyond(options.MinimumEpochs, context.Horizon);
        return new PatienceRule(options, context);
    }
}
