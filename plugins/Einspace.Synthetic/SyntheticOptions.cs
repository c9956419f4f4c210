using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Synthetic;

/// <summary>Options of <c>synthetic</c>.</summary>
public sealed record SyntheticOptions
{
    /// <summary>Which landscape.</summary>
    [Description("Number of the landscape; every number gives another.")]
    public ulong Seed { get; init; }

    /// <summary>Standard deviation of the noise on a score.</summary>
    [Description("Standard deviation of normal noise on a score, drawn from the evaluation's seed; scores stay within 0 and 1.")]
    [Range(0.0, 1.0)]
    public double Noise { get; init; }

    /// <summary>Share of networks that fail.</summary>
    [Description("Share of the networks that fail; which ones depends on the landscape alone.")]
    [Range(0.0, 1.0)]
    public double FailureRate { get; init; }

    /// <summary>How much early reports are worth.</summary>
    [Description("Rank correlation, over networks, of what is reported at fidelity 1 and the score at the full fidelity: 1 tells all at once, 0 nothing.")]
    [Range(0.0, 1.0)]
    public double RankCorrelation { get; init; } = 0.6;

    /// <summary>Pause before each report.</summary>
    [Description("Pause before each report, to stand for real work.")]
    public TimeSpan Pause { get; init; } = TimeSpan.Zero;
}
