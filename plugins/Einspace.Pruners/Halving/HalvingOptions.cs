using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Pruners.Halving;

/// <summary>Options of <c>asha</c> and <c>asha-stopping</c>.</summary>
public sealed record HalvingOptions
{
    /// <summary>One in so many trials goes on from a rung to the next, which is so many times as high.</summary>
    [Description("One in so many trials goes on from a rung to the next, which is so many times as high. Li et al. (2020) use 4.")]
    [Range(2, 1000)]
    public int Eta { get; init; } = 4;

    /// <summary>The lowest rung.</summary>
    [Description("Epochs of the lowest rung, which every trial reaches.")]
    [Range(1, 1_000_000)]
    public int MinimumEpochs { get; init; } = 1;
}
