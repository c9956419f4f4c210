using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Company_Plugin;

/// <summary>The options, given by <c>--set strategy.patience=30</c>.</summary>
internal sealed record HillClimbingOptions
{
    [Description("Trials in a row without improvement after which the climb starts again from a fresh sample.")]
    [Range(1, 1_000_000)]
    public int Patience { get; init; } = 20;
}
