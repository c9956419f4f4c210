using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Strategies.Evolution;

namespace Einspace.Strategies.Nsga2;

/// <summary>Exports <c>nsga2</c>.</summary>
[ExportStrategy("nsga2", Description = "Evolution by several objectives at once: scores and costs (Deb et al. 2002).")]
public sealed class Nsga2Factory : StrategyFactory<Nsga2Options>
{
    /// <summary>Parents win against one other (Deb et al. 2002).</summary>
    private const int Tournament = 2;

    /// <inheritdoc/>
    protected override int? Population(Nsga2Options options, int trials) => SizeOf(options, trials).Population;

    /// <inheritdoc/>
    protected override ImmutableArray<Objective> TradeOffs(Nsga2Options options, StrategyContext context) =>
        [.. context.Objectives, .. CostsOf(options, context).Select(cost => new Objective(Name(cost), Direction.Minimise))];

    /// <inheritdoc/>
    protected override ISearchStrategy Create(Nsga2Options options, StrategyContext context)
    {
        ImmutableArray<NetworkCost> costs = CostsOf(options, context);
        string given = $"strategy.costs is [{string.Join(", ", costs.Select(Name))}]";
        if (context.Objectives.Length + costs.Length < 2)
        {
            throw new InputException(
                "strategy.costs is empty and the study has one objective, expected two objectives at least: name another by --objective, for example parameters.");
        }

        if (costs.Distinct().Count() < costs.Length)
            throw new InputException($"{given}, expected each cost once.");
        if (costs.Select(Name).FirstOrDefault(cost => context.Objectives.Any(objective => objective.Metric == cost)) is { } twice)
            throw new InputException($"{given}, but {twice} is an objective of the study already: leave it out of one of them.");
        return new Nsga2Strategy(costs, options.RepeatTries, context, SizeOf(options, context.Trials).Population);
    }

    private static ImmutableArray<NetworkCost> CostsOf(Nsga2Options options, StrategyContext context) =>
        options.Costs ?? (context.Objectives.Length > 1 ? [] : [NetworkCost.Parameters]);

    private static PopulationSize SizeOf(Nsga2Options options, int trials) => PopulationSize.Of(options.Population, Tournament, trials);

    private static string Name(NetworkCost cost) => cost switch
    {
        NetworkCost.Parameters => CostMetric.Parameters,
        NetworkCost.MultiplyAdds => CostMetric.MultiplyAdds,
        _ => CostMetric.ActivationMemory,
    };
}
