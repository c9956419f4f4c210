using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.RandomSearch;

/// <summary>Exports <c>random</c>.</summary>
[ExportStrategy("random", Description = "Independent samples from the grammar, without repeats.")]
public sealed class RandomSearchFactory : StrategyFactory<RandomSearchOptions>
{
    /// <inheritdoc/>
    protected override ISearchStrategy Create(RandomSearchOptions options, StrategyContext context) =>
        new RandomSearchStrategy(options, context);
}
