using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.LearnedPcfg;

/// <summary>Exports <c>learned-pcfg</c>.</summary>
[ExportStrategy("learned-pcfg", Description = "Samples from the grammar with weights learnt from the best trials, generation after generation.")]
public sealed class LearnedPcfgFactory : StrategyFactory<LearnedPcfgOptions>
{
    /// <inheritdoc/>
    protected override ISearchStrategy Create(LearnedPcfgOptions options, StrategyContext context) =>
        new LearnedPcfgStrategy(options, context);
}
