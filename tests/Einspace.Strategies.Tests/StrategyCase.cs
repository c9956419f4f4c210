using Einspace.Sdk.Search;
using Einspace.Strategies.AdaptiveMutation;
using Einspace.Strategies.Baselines;
using Einspace.Strategies.LearnedPcfg;
using Einspace.Strategies.LocalSearch;
using Einspace.Strategies.MonteCarloTreeSearch;
using Einspace.Strategies.Nsga2;
using Einspace.Strategies.RandomSearch;
using Einspace.Strategies.RegularizedEvolution;
using Einspace.Strategies.SimulatedAnnealing;
using Einspace.Strategies.SurrogateEvolution;

namespace Einspace.Strategies.Tests;

/// <summary>A strategy with its default options, for tests that hold of all.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Factory">The part.</param>
/// <param name="Milliseconds">What a proposal may take after ten thousand trials.</param>
internal sealed record StrategyCase(string Name, StrategyFactory Factory, double Milliseconds = 5)
{
    public static StrategyCase Random { get; } = new("random", new RandomSearchFactory());

    /// <summary>Those that learn from scores.</summary>
    public static IReadOnlyList<StrategyCase> Learning { get; } =
    [
        new("regularized-evolution", new RegularizedEvolutionFactory()),
        new("mcts", new MonteCarloTreeSearchFactory()),
        new("local-search", new LocalSearchFactory()),
        new("simulated-annealing", new SimulatedAnnealingFactory()),
        new("adaptive-mutation", new AdaptiveMutationFactory()),
        new("learned-pcfg", new LearnedPcfgFactory()),
        new("surrogate-evolution", new SurrogateEvolutionFactory(), Milliseconds: 100),
    ];

    /// <summary>Those that look for other things than scores, or not at them.</summary>
    public static IReadOnlyList<StrategyCase> Others { get; } =
    [
        new("nsga2", new Nsga2Factory()),
        new("parameters", new ParametersFactory(), Milliseconds: 50),
        new("multiply-adds", new MultiplyAddsFactory(), Milliseconds: 50),
    ];

    public static IEnumerable<StrategyCase> All => [Random, .. Learning, .. Others];

    public ISearchStrategy Create(StrategyContext context) =>
        Factory.Create(Activator.CreateInstance(Factory.OptionsType)!, context);

    public override string ToString() => Name;
}
