using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Strategies.Evolution;

/// <summary>Options of strategies that evolve a population.</summary>
public abstract record EvolutionOptions
{
    /// <summary>Members of the population; null takes clamp(trials / 10, 8, 100), or half the trials where these are fewer than 16.</summary>
    [Description("Members of the population. Default: trials / 10, at least 8 (or half of fewer than 16 trials), at most 100 (the einspace paper's population, for 1,000 trials).")]
    [Range(1, 100_000)]
    [Scales(8)]
    public int? Population { get; init; }

    /// <summary>Members drawn for each tournament; null takes max(2, population / 10).</summary>
    [Description("Members drawn, with replacement, for each tournament. Default: population / 10, at least 2 (the einspace paper's 10 of 100).")]
    [Range(1, 100_000)]
    [Scales(2)]
    public int? Tournament { get; init; }

    /// <summary>Mutants drawn to find a network that was not proposed before.</summary>
    [Description("Mutants drawn to find a network that was not proposed before; where there is none a fresh sample is proposed.")]
    [Range(1, 100_000)]
    public int RepeatTries { get; init; } = 20;

    /// <summary>How large the population of a study is.</summary>
    /// <exception cref="InputException">The population cannot turn over once, or the tournament is larger than it.</exception>
    internal PopulationSize SizeFor(int trials) => PopulationSize.Of(Population, Tournament, trials);

    /// <summary>The population at its beginning.</summary>
    /// <exception cref="InputException">The population cannot turn over once, or the tournament is larger than it.</exception>
    internal AgeingPopulation Found(int trials) => new(SizeFor(trials).Population, SizeFor(trials).Tournament);
}
