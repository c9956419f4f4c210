using Einspace.Sdk;
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
    protected override ISearchStrategy Create(Nsga2Options options, StrategyContext context)
    {
        if (context.Objectives.Length + options.Costs.Length < 2)
        {
            throw new InputException(
                "strategy.costs is empty and the study has one objective, expected two objectives at least: name a cost, for example parameters.");
        }

        if (options.Costs.Distinct().Count() < options.Costs.Length)
            throw new InputException($"strategy.costs is [{string.Join(", ", options.Costs)}], expected each cost once.");
        return new Nsga2Strategy(options, context, PopulationSize.Of(options.Population, Tournament, context.Trials).Population);
    }
}
