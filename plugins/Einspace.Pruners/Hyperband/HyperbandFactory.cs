using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Hyperband;

/// <summary>Exports <c>hyperband</c>.</summary>
[ExportPruner("hyperband", Description = "Brackets of asynchronous successive halving, which begin at different rungs (Li et al. 2018, 2020).")]
internal sealed class HyperbandFactory : PrunerFactory<HyperbandOptions>
{
    public override EvaluatorProgress Needs => EvaluatorProgress.Segments;

    protected override IPruner Create(HyperbandOptions options, PrunerContext context)
    {
        Rungs.RefuseFewer(context.Trials, options.Eta);
        return new Hyperband(Rungs.Ladder(options.MinimumEpochs, options.Eta, context.Horizon), options.Eta, context.Objective);
    }
}
