using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.SurrogateEvolution;

/// <summary>Exports <c>surrogate-evolution</c>.</summary>
[ExportStrategy("surrogate-evolution", Description = "Evolution that draws several mutants and trains the one that a regressor expects most of.")]
public sealed class SurrogateEvolutionFactory : StrategyFactory<SurrogateEvolutionOptions>
{
    /// <inheritdoc/>
    protected override int? Population(SurrogateEvolutionOptions options, int trials) => options.SizeFor(trials).Population;

    /// <inheritdoc/>
    protected override ISearchStrategy Create(SurrogateEvolutionOptions options, StrategyContext context) =>
        new SurrogateEvolutionStrategy(options, context);
}
