using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Acme.Search;

/// <summary>Offers the strategy by the name that <c>--strategy</c> takes.</summary>
[ExportStrategy("tabu-search", Description = "Goes to the best of some mutants, even to a worse one, and not where it was lately.")]
internal sealed class TabuSearchFactory : StrategyFactory<TabuSearchOptions>
{
    protected override ISearchStrategy Create(TabuSearchOptions options, StrategyContext context) => new TabuSearch(options, context);
}
