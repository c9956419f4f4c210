using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Strategies.Walks;

namespace Einspace.Strategies.SimulatedAnnealing;

/// <summary>Exports <c>simulated-annealing</c>.</summary>
[ExportStrategy("simulated-annealing", Description = "A walk by mutation that accepts worse networks, ever more rarely (Kirkpatrick et al. 1983).")]
public sealed class SimulatedAnnealingFactory : StrategyFactory<SimulatedAnnealingOptions>
{
    /// <inheritdoc/>
    protected override ISearchStrategy Create(SimulatedAnnealingOptions options, StrategyContext context)
    {
        if (options.FinalTemperature > options.InitialTemperature)
        {
            throw new InputException(
                $"strategy.final-temperature is {options.FinalTemperature}, expected at most the initial temperature of {options.InitialTemperature}.");
        }

        return new WalkStrategy(context, new AnnealingRule(options.InitialTemperature, options.FinalTemperature)
        {
            Starts = options.Starts ?? Math.Clamp(context.Trials / 20, 2, 10),
            RepeatTries = options.RepeatTries,
        });
    }
}
