using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Pruners.Median;

/// <summary>Options of <c>median</c>.</summary>
public sealed record MedianOptions
{
    /// <summary>Completed trials before any is stopped.</summary>
    [Description("Trials that must have completed before any is stopped. Optuna's default.")]
    [Range(1, 1_000_000)]
    public int StartupTrials { get; init; } = 5;

    /// <summary>Epochs that every trial is given.</summary>
    [Description("Epochs that every trial is given before it may be stopped.")]
    [Range(1, 1_000_000)]
    public int MinimumEpochs { get; init; } = 1;
}
