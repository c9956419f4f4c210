using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Company_Plugin;

/// <summary>Offers the strategy by the name that <c>--strategy</c> takes.</summary>
[ExportStrategy("company-plugin-id", Description = "Climbs from a sample by mutation, and starts again where it no longer improves.")]
internal sealed class HillClimbingFactory : StrategyFactory<HillClimbingOptions>
{
    protected override ISearchStrategy Create(HillClimbingOptions options, StrategyContext context) => new HillClimbing(options, context);
}
