using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>Exports <c>mcts</c>.</summary>
[ExportStrategy("mcts", Description = "Monte Carlo tree search over partial derivations, for few and noisy evaluations.")]
public sealed class MonteCarloTreeSearchFactory : StrategyFactory<MonteCarloTreeSearchOptions>
{
    /// <inheritdoc/>
    protected override ISearchStrategy Create(MonteCarloTreeSearchOptions options, StrategyContext context) =>
        new MonteCarloTreeSearchStrategy(options, context);
}
