using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Strategies.SimulatedAnnealing;

/// <summary>Options of <c>simulated-annealing</c>.</summary>
public sealed record SimulatedAnnealingOptions
{
    /// <summary>Temperature at the beginning.</summary>
    [Description("Temperature at the beginning, in standard deviations of the study's scores: what is worse by so much is accepted with probability 1/e.")]
    [Range(1e-6, 1e6)]
    public double InitialTemperature { get; init; } = 0.5;

    /// <summary>Temperature at the end.</summary>
    [Description("Temperature at the end of the study's trials, reached by a geometric schedule (Kirkpatrick et al. 1983).")]
    [Range(1e-6, 1e6)]
    public double FinalTemperature { get; init; } = 0.01;

    /// <summary>Samples of which the best begins the walk; null takes clamp(trials / 20, 2, 10).</summary>
    [Description("Scored samples of which the best one begins the walk; they also give the scores' scale. Default: trials / 20, at least 2, at most 10.")]
    [Range(1, 100_000)]
    public int? Starts { get; init; }

    /// <summary>Mutants drawn to find a network that was not proposed before.</summary>
    [Description("Mutants drawn to find a network that was not proposed before; where there is none the walk starts again.")]
    [Range(1, 100_000)]
    public int RepeatTries { get; init; } = 100;
}
