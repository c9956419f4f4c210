using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Strategies.Baselines;

/// <summary>Options of <c>parameters</c> and <c>multiply-adds</c>.</summary>
public sealed record LargestOptions
{
    /// <summary>New networks drawn, of which the largest is proposed.</summary>
    [Description("New networks drawn within the limits, of which the largest is trained.")]
    [Range(1, 10_000)]
    public int Samples { get; init; } = 8;
}
