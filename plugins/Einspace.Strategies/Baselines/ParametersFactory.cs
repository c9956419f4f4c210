using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.Baselines;

/// <summary>Exports <c>parameters</c>.</summary>
[ExportStrategy("parameters", Description = "A baseline without learning: of some samples the one with the most parameters.")]
public sealed class ParametersFactory : StrategyFactory<LargestOptions>
{
    /// <inheritdoc/>
    protected override ISearchStrategy Create(LargestOptions options, StrategyContext context) =>
        new LargestStrategy(options, context, costs => costs.Parameters);
}
