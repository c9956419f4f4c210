using Einspace.Sdk.Search;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.RandomSearch;
using Einspace.Strategies.RegularizedEvolution;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class RandomConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new RandomSearchFactory().Create((object)new RandomSearchOptions(), context);
}

[TestFixture]
internal sealed class RandomWithRepeatsConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new RandomSearchFactory().Create((object)new RandomSearchOptions { Repeats = true }, context);
}

[TestFixture]
internal sealed class RegularizedEvolutionConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new RegularizedEvolutionFactory().Create((object)new RegularizedEvolutionOptions(), context);
}

[TestFixture]
internal sealed class SmallRegularizedEvolutionConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) => new RegularizedEvolutionFactory().Create(
        (object)new RegularizedEvolutionOptions { Population = Math.Min(3, context.Trials / 2), Tournament = 2, RepeatTries = 1 }, context);
}

[TestFixture]
internal sealed class ReferenceRegularizedEvolutionConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) => new RegularizedEvolutionFactory().Create(
        (object)new RegularizedEvolutionOptions { Population = Math.Min(4, context.Trials / 2), RepeatTries = 1, RepeatSeeds = true }, context);
}

[TestFixture]
internal sealed class CrossingEvolutionConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) => new RegularizedEvolutionFactory().Create(
        (object)new RegularizedEvolutionOptions { Crossover = 0.5 }, context);
}

[TestFixture]
internal sealed class FrozenPopulationConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) => new RegularizedEvolutionFactory().Create(
        (object)new RegularizedEvolutionOptions { Population = Math.Min(3, context.Trials / 2), Frozen = true }, context);
}
