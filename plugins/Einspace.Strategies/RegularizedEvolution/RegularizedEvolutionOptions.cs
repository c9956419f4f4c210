using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Plugins;

namespace Einspace.Strategies.RegularizedEvolution;

/// <summary>Options of <c>regularized-evolution</c>.</summary>
public sealed record RegularizedEvolutionOptions
{
    /// <summary>Members of the population; null takes clamp(trials / 10, 8, 100), or half the trials where these are fewer than 16.</summary>
    [Description("Members of the population. Default: trials / 10, at least 8 (or half of fewer than 16 trials), at most 100 (the paper's population, for 1,000 trials).")]
    [Range(1, 100_000)]
    [Scales(8)]
    public int? Population { get; init; }

    /// <summary>Members drawn for each tournament; null takes max(2, population / 10).</summary>
    [Description("Members drawn, with replacement, for each tournament. Default: population / 10, at least 2 (the paper's 10 of 100).")]
    [Range(1, 100_000)]
    [Scales(2)]
    public int? Tournament { get; init; }

    /// <summary>Children drawn to find a network that was not proposed before.</summary>
    [Description("Children drawn to find a network that was not proposed before; the last one is proposed all the same. 1 allows repeats, as Real et al. do.")]
    [Range(1, 10_000)]
    [Profile("reference", "1")]
    public int RepeatTries { get; init; } = 20;

    /// <summary>How likely a child has two parents.</summary>
    [Description("How likely a child is made of two tournaments' winners by swapping subtrees, instead of by mutating one; 0 is as Real et al. and the paper do.")]
    [Range(0.0, 1.0)]
    public double Crossover { get; init; }

    /// <summary>Whether seed architectures are repeated until they fill the population.</summary>
    [Description("Whether seed architectures are repeated in turn until they fill the population. Each is trained once, and its repeats are trials with the same score, as in the reference. Otherwise the population grows from one of each.")]
    [Profile("reference", "true")]
    public bool RepeatSeeds { get; init; }

    /// <summary>Whether the population stays what it was at first.</summary>
    [Description("Whether the population stays what it was at first, so that every parent is a founder: the paper's random mutation.")]
    public bool Frozen { get; init; }
}
