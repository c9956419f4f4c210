using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Synthetic;

/// <summary>Options of <c>synthetic</c>.</summary>
public sealed record SyntheticOptions
{
    /// <summary>Which landscape.</summary>
    [Description("Number of the landscape; every number gives another.")]
    public ulong Seed { get; init; }

    /// <summary>What kind of landscape; the options below that are not given follow from it.</summary>
    [Description("Kind of the landscape: from it follow locality, epistasis, plateaus, deception, noise and failure-rate where they are not given.")]
    public LandscapePreset Preset { get; init; } = LandscapePreset.Standard;

    /// <summary>How much a network's parts say of it.</summary>
    [Description("Share of a network's worth that is in its parts, so that similar networks score alike; the rest is its own. 1 by the preset standard, 0.5 by rugged.")]
    [Range(0.0, 1.0)]
    public double? Locality { get; init; }

    /// <summary>How much is in pairs of operators.</summary>
    [Description("Share of the parts' worth that is in pairs of operators and not in single ones. 0.5 by the preset standard, 0.1 by smooth, 0.9 by rugged.")]
    [Range(0.0, 1.0)]
    public double? Epistasis { get; init; }

    /// <summary>How many scores there are.</summary>
    [Description("How many equally likely scores there are; 0 for any number. 0 by the preset standard, 10 by plateaus.")]
    [Range(0, 1_000_000)]
    public int? Plateaus { get; init; }

    /// <summary>How many networks are in reverse order.</summary>
    [Description("Share of the networks, the worst ones, whose order is reversed, so that climbing leads away from the best. 0 by the preset standard, 0.8 by deceptive.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? Deception { get; init; }

    /// <summary>Standard deviation of the noise on a score.</summary>
    [Description("Standard deviation of normal noise on a score, drawn from the evaluation's seed; scores stay within 0 and 1. 0 by the preset standard, 0.1 by harsh.")]
    [Range(0.0, 1.0)]
    public double? Noise { get; init; }

    /// <summary>Share of networks that fail.</summary>
    [Description("Share of the networks that fail; which ones depends on the landscape alone. 0 by the preset standard, 0.25 by harsh.")]
    [Range(0.0, 1.0)]
    public double? FailureRate { get; init; }

    /// <summary>How much early reports are worth.</summary>
    [Description("Rank correlation, over networks, of what is reported at fidelity 1 and the score at the full fidelity: 1 tells all at once, 0 nothing.")]
    [Range(0.0, 1.0)]
    public double RankCorrelation { get; init; } = 0.6;

    /// <summary>Pause before each report.</summary>
    [Description("Pause before each report, to stand for real work.")]
    public TimeSpan Pause { get; init; } = TimeSpan.Zero;

    /// <summary>The landscape's shape: what was given, the rest by the preset.</summary>
    internal LandscapeShape Shape => new(
        Locality ?? (Preset == LandscapePreset.Rugged ? 0.5 : LandscapeShape.Standard.Locality),
        Epistasis ?? Preset switch { LandscapePreset.Smooth => 0.1, LandscapePreset.Rugged => 0.9, _ => LandscapeShape.Standard.Epistasis },
        Plateaus ?? (Preset == LandscapePreset.Plateaus ? 10 : LandscapeShape.Standard.Plateaus),
        Deception ?? (Preset == LandscapePreset.Deceptive ? 0.8 : LandscapeShape.Standard.Deception));

    /// <summary>The noise, given or by the preset.</summary>
    internal double NoiseDeviation => Noise ?? (Preset == LandscapePreset.Harsh ? 0.1 : 0);

    /// <summary>The share of failures, given or by the preset.</summary>
    internal double FailureShare => FailureRate ?? (Preset == LandscapePreset.Harsh ? 0.25 : 0);
}
