using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Pruners.Hyperband;

/// <summary>Options of <c>hyperband</c>.</summary>
public sealed record HyperbandOptions
{
    /// <summary>One in so many trials goes on from a rung to the next.</summary>
    [Description("One in so many trials goes on from a rung to the next, which is so many times as high. Li et al. (2018) use 3.")]
    [Range(2, 1000)]
    public int Eta { get; init; } = 3;

    /// <summary>The lowest rung of the most eager bracket.</summary>
    [Description("Epochs of the lowest rung of the bracket that begins lowest.")]
    [Range(1, 1_000_000)]
    public int MinimumEpochs { get; init; } = 1;
}
