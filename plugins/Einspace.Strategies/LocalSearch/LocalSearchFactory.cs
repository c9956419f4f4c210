using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Strategies.Walks;

namespace Einspace.Strategies.LocalSearch;

/// <summary>Exports <c>local-search</c>.</summary>
[ExportStrategy("local-search", Description = "Climbs from the best of some samples by mutation, and starts again where it no longer improves (White et al. 2021).")]
public sealed class LocalSearchFactory : StrategyFactory<LocalSearchOptions>
{
    /// <inheritdoc/>
    protected override ISearchStrategy Create(LocalSearchOptions options, StrategyContext context) => new WalkStrategy(context, new ClimbingRule
    {
        Starts = options.Starts ?? Math.Clamp(context.Trials / 20, 1, 10),
        Patience = options.Patience ?? Math.Clamp(context.Trials / 5, 10, 100),
        RepeatTries = options.RepeatTries,
    });
}
