using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.RegularizedEvolution;

/// <summary>Exports <c>regularized-evolution</c>.</summary>
[ExportStrategy("regularized-evolution", Description = "Evolution with ageing (Real et al. 2019), as in the einspace paper; by mutation, and crossover where asked for.")]
public sealed class RegularizedEvolutionFactory : StrategyFactory<RegularizedEvolutionOptions>
{
    /// <inheritdoc/>
    protected override int? Population(RegularizedEvolutionOptions options, int trials) => options.Frozen ? null : SizeOf(options, trials).Population;

    /// <inheritdoc/>
    protected override ISearchStrategy Create(RegularizedEvolutionOptions options, StrategyContext context) =>
        new RegularizedEvolutionStrategy(context, SizeOf(options, context.Trials), options);

    private static PopulationSize SizeOf(RegularizedEvolutionOptions options, int trials) =>
        PopulationSize.Of(options.Population, options.Tournament, trials, turnsOver: !options.Frozen);
}
