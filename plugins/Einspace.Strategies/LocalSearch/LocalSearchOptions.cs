using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Strategies.LocalSearch;

/// <summary>Options of <c>local-search</c>.</summary>
public sealed record LocalSearchOptions
{
    /// <summary>Samples of which the best begins a climb; null takes clamp(trials / 20, 1, 10).</summary>
    [Description("Scored samples of which the best one begins a climb. Default: trials / 20, at least 1, at most the 10 of White et al. 2021.")]
    [Range(1, 100_000)]
    public int? Starts { get; init; }

    /// <summary>Mutants without improvement after which a climb ends; null takes clamp(trials / 5, 10, 100).</summary>
    [Description("Mutants in a row without improvement after which a climb ends and another begins. Default: trials / 5, at least 10, at most 100: a grammar's neighbourhoods are too large to be tried whole, as White et al. 2021 do.")]
    [Range(1, 1_000_000)]
    public int? Patience { get; init; }

    /// <summary>Mutants drawn to find a network that was not proposed before.</summary>
    [Description("Mutants drawn to find a network that was not proposed before; where there is none another climb begins.")]
    [Range(1, 100_000)]
    public int RepeatTries { get; init; } = 100;
}
