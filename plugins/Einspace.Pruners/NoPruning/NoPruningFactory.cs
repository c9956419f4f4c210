using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.NoPruning;

/// <summary>Exports <c>none</c>.</summary>
[ExportPruner("none", Description = "Evaluates every trial to the end.")]
internal sealed class NoPruningFactory : PrunerFactory<NoOptions>
{
    public override EvaluatorProgress Needs => EvaluatorProgress.None;

    protected override IPruner Create(NoOptions options, PrunerContext context) => new NoPruning(context.Horizon);
}
