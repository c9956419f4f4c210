using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Strategies.LearnedPcfg;

/// <summary>Options of <c>learned-pcfg</c>.</summary>
public sealed record LearnedPcfgOptions
{
    /// <summary>Trials from which the weights are learnt anew; null takes clamp(trials / 10, 10, 100).</summary>
    [Description("Finished trials of one set of weights from which the next one is learnt. Default: trials / 10, at least 10, at most 100.")]
    [Range(2, 1_000_000)]
    public int? Generation { get; init; }

    /// <summary>Share of a generation's trials that are its elite.</summary>
    [Description("Share of a generation's trials that are its elite.")]
    [Range(0.001, 0.999)]
    public double Elite { get; init; } = 0.25;

    /// <summary>How much of what the elite tells is taken over.</summary>
    [Description("How much of the (logarithmic) change that the elite asks for is made (smoothing of the cross-entropy method; Rubinstein 1999).")]
    [Range(1e-6, 1.0)]
    public double LearningRate { get; init; } = 0.7;

    /// <summary>Uses by which the elite's counts are drawn towards those of all.</summary>
    [Description("Uses of a symbol by which the elite's frequencies are drawn towards those of the whole generation.")]
    [Range(0.0, 1e6)]
    public double Smoothing { get; init; } = 3;

    /// <summary>Standard deviations of chance below which a difference is none.</summary>
    [Description("Standard deviations of chance up to which a difference between elite and generation counts as none, and beyond which it counts the more the larger it is.")]
    [Range(0.0, 100.0)]
    public double Significance { get; init; } = 2;

    /// <summary>How much of what was learnt is forgotten with each generation.</summary>
    [Description("How much of the (logarithmic) distance to the grammar's own weights is forgotten with each generation, so that chance does not add up.")]
    [Range(0.0, 1.0)]
    public double Forgetting { get; init; } = 0.05;

    /// <summary>Least share of its own weight that a production keeps.</summary>
    [Description("Least share of a production's own probability that it keeps, so that nothing dies out.")]
    [Range(1e-6, 1.0)]
    public double Floor { get; init; } = 0.05;

    /// <summary>Growth rate up to which weights may make derivations larger.</summary>
    [Description("Growth rate (symbols of a level for each of the level above, at unlimited depth) that learnt weights keep below, or below the grammar's own where that is larger.")]
    [Range(0.01, 100.0)]
    public double MaxGrowth { get; init; } = 0.95;
}
