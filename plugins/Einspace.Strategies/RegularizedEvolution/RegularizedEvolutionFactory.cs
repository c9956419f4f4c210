using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.RegularizedEvolution;

/// <summary>Exports <c>regularized-evolution</c>.</summary>
[ExportStrategy("regularized-evolution", Description = "Evolution with ageing (Real et al. 2019), as in the einspace paper; by mutation, and crossover where asked for.")]
public sealed class RegularizedEvolutionFactory : StrategyFactory<RegularizedEvolutionOptions>
{
    /// <inheritdoc/>
    public override bool HasPopulation => true;

    /// <inheritdoc/>
    protected override ISearchStrategy Create(RegularizedEvolutionOptions options, StrategyContext context)
    {
        PopulationSize size = PopulationSize.Of(options.Population, options.Tournament, context.Trials, turnsOver: !options.Frozen);
        return new RegularizedEvolutionStrategy(context, size, options);
    }
}
