using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Plugins;

namespace Einspace.Strategies.Nsga2;

/// <summary>Options of <c>nsga2</c>.</summary>
public sealed record Nsga2Options
{
    /// <summary>Costs that are minimised beside the study's objectives; null takes parameters where the study has one objective, else none.</summary>
    [Description("Costs that are minimised beside the study's objectives: parameters, multiply-adds, activation-memory. Default: parameters where the study has one objective, none where it has several.")]
    public ImmutableArray<NetworkCost>? Costs { get; init; }

    /// <summary>Members of the population; null takes clamp(trials / 10, 8, 100), or half the trials where these are fewer than 16.</summary>
    [Description("Members of the population. Default: trials / 10, at least 8 (or half of fewer than 16 trials), at most the 100 of Deb et al. 2002.")]
    [Range(2, 1000)]
    [Scales(8)]
    public int? Population { get; init; }

    /// <summary>Mutants drawn to find a network that was not proposed before.</summary>
    [Description("Mutants drawn to find a network that was not proposed before; where there is none a fresh sample is proposed.")]
    [Range(1, 100_000)]
    public int RepeatTries { get; init; } = 20;
}
