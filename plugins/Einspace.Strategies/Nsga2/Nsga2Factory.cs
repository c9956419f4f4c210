using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.Nsga2;

/// <summary>Exports <c>nsga2</c>.</summary>
[ExportStrategy("nsga2", Description = "Evolution by several objectives at once: scores and costs (Deb et al. 2002).")]
public sealed class Nsga2Factory : StrategyFactory<Nsga2Options>
{
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
        if (options.Population > context.Trials)
        {
            throw new InputException(
                $"strategy.population is {options.Population}, expected at most the {context.Trials} trials of the study: "
                + "a larger one never evolves.");
        }

        return new Nsga2Strategy(options, context);
    }
}
