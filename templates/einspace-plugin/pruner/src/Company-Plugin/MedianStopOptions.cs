using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Company_Plugin;

/// <summary>The options, given by <c>--set pruner.startup-trials=8</c>.</summary>
internal sealed record MedianStopOptions
{
    [Description("Other trials that must have reported at an epoch before any is stopped there.")]
    [Range(1, 1_000_000)]
    public int StartupTrials { get; init; } = 4;
}
