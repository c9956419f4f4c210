using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.RegularizedEvolution;

/// <summary>Exports <c>regularized-evolution</c>.</summary>
[ExportStrategy("regularized-evolution", Description = "Evolution by mutation with ageing (Real et al. 2019), as in the einspace paper.")]
public sealed class RegularizedEvolutionFactory : StrategyFactory<RegularizedEvolutionOptions>
{
    /// <inheritdoc/>
    protected override ISearchStrategy Create(RegularizedEvolutionOptions options, StrategyContext context)
    {
        int population = options.Population ?? Math.Clamp(context.Trials / 10, 8, 100);
        int tournament = options.Tournament ?? Math.Clamp(population / 10, Math.Min(2, population), population);
        if (tournament > population)
        {
            throw new InputException(
                $"strategy.tournament is {tournament}, expected at most the population of {population}.");
        }

        if (options.Population > context.Trials)
        {
            throw new InputException(
                $"strategy.population is {options.Population}, expected at most the {context.Trials} trials of the study: "
                + "a larger one never evolves.");
        }

        return new RegularizedEvolutionStrategy(context, population, tournament, options);
    }
}
