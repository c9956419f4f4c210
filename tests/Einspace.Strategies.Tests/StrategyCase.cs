using Einspace.Sdk.Search;
using Einspace.Strategies.MonteCarloTreeSearch;
using Einspace.Strategies.RandomSearch;
using Einspace.Strategies.RegularizedEvolution;

namespace Einspace.Strategies.Tests;

/// <summary>A strategy with its default options, for tests that hold of all.</summary>
internal sealed record StrategyCase(string Name, StrategyFactory Factory)
{
    public static StrategyCase Random { get; } = new("random", new RandomSearchFactory());

    /// <summary>Those that learn from scores.</summary>
    public static IReadOnlyList<StrategyCase> Learning { get; } =
    [
        new("regularized-evolution", new RegularizedEvolutionFactory()),
        new("mcts", new MonteCarloTreeSearchFactory()),
    ];

    public static IEnumerable<StrategyCase> All => Learning.Prepend(Random);

    public ISearchStrategy Create(StrategyContext context) =>
        Factory.Create(Activator.CreateInstance(Factory.OptionsType)!, context);

    public override string ToString() => Name;
}
