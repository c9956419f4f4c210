using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Halving;

/// <summary>Exports <c>asha</c>.</summary>
[ExportPruner("asha", Description = "Asynchronous successive halving: trials rest at rungs, and the best of each go on (Li et al. 2020).")]
internal sealed class AshaFactory : PrunerFactory<HalvingOptions>
{
    public override EvaluatorProgress Needs => EvaluatorProgress.Segments;

    protected override IPruner Create(HalvingOptions options, PrunerContext context)
    {
        Rungs.RefuseFewer(context.Trials, options.Eta);
        return new Asha(Rungs.Ladder(options.MinimumEpochs, options.Eta, context.Horizon), options.Eta, context.Objective);
    }
}
