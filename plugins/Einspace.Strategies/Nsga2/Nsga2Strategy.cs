using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.Nsga2;

/// <summary>
/// NSGA-II (Deb et al. 2002) by the study's objectives and some costs, of which the logarithm counts: mutants of winners by front and
/// crowding join a population that keeps its fronts.
/// </summary>
internal sealed class Nsga2Strategy(Nsga2Options options, StrategyContext context, int population)
    : EvolutionStrategy(context, new ParetoPopulation(population), options.RepeatTries)
{
    protected override Proposal? Evolve(RandomStream random, CancellationToken cancellation) =>
        Mutate(random, cancellation) is var (parent, network)
            ? new Proposal(network.Architecture) { Parents = [parent.Number], Operator = "mutate", Tries = network.Tries }
            : null;

    protected override ImmutableArray<double>? ValuesOf(Trial trial)
    {
        double?[] scores = [.. Context.Objectives.Select(trial.Score)];
        if (scores.Contains(null))
            return null;
        GraphCosts costs = Context.Space.Realise(trial.Proposal.Architecture).Costs;
        return [.. scores.Select(score => score!.Value), .. options.Costs.Select(cost => -Math.Log(1 + Amount(costs, cost)))];
    }

    private static double Amount(GraphCosts costs, NetworkCost cost) => (double)(cost switch
    {
        NetworkCost.Parameters => costs.Parameters,
        NetworkCost.MultiplyAdds => costs.MultiplyAdds,
        _ => costs.ActivationMemory,
    });
}
