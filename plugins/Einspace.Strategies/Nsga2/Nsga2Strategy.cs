using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.Nsga2;

/// <summary>
/// NSGA-II (Deb et al. 2002) by the study's objectives and some costs; of all costs the logarithm counts: mutants of winners by front and
/// crowding join a population that keeps its fronts.
/// </summary>
internal sealed class Nsga2Strategy(ImmutableArray<NetworkCost> costs, int repeatTries, StrategyContext context, int population)
    : EvolutionStrategy(context, new ParetoPopulation(population), repeatTries)
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
        GraphCosts paid = Context.Space.Realise(trial.Proposal.Architecture).Costs;
        return
        [
            .. Context.Objectives.Zip(scores, (objective, score) => CostMetric.Names.Contains(objective.Metric) ? Logarithm(score!.Value) : score!.Value),
            .. costs.Select(cost => Logarithm(-Amount(paid, cost))),
        ];
    }

    /// <summary>Costs differ by orders of magnitude: crowding compares distances, and the largest cost would be the only one that counts.</summary>
    private static double Logarithm(double score) => double.CopySign(Math.Log(1 + Math.Abs(score)), score);

    private static double Amount(GraphCosts costs, NetworkCost cost) => (double)(cost switch
    {
        NetworkCost.Parameters => costs.Parameters,
        NetworkCost.MultiplyAdds => costs.MultiplyAdds,
        _ => costs.ActivationMemory,
    });
}
