using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.Baselines;

/// <summary>Exports <c>multiply-adds</c>.</summary>
[ExportStrategy("multiply-adds", Description = "A baseline without learning: of some samples the one with the most multiply-adds.")]
public sealed class MultiplyAddsFactory : StrategyFactory<LargestOptions>
{
    /// <inheritdoc/>
    protected override ISearchStrategy Create(LargestOptions options, StrategyContext context) =>
        new LargestStrategy(options, context, costs => costs.MultiplyAdds);
}
