using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Strategies.MonteCarloTreeSearch;

/// <summary>Options of <c>mcts</c>.</summary>
public sealed record MonteCarloTreeSearchOptions
{
    /// <summary>Weight of a choice's prior against what it is worth.</summary>
    [Description("How much the grammar's weights and the lack of trials count against a choice's worth (c of PUCT; Silver et al. 2018 have 1.25 for values of -1 to 1).")]
    [Range(0.0, 100.0)]
    public double Exploration { get; init; } = 0.6;

    /// <summary>How much less than the mean an untried choice is worth.</summary>
    [Description("How much less than its node's mean an untried choice is taken to be worth, in rewards of 0 to 1 (first-play urgency; Gelly and Wang 2006).")]
    [Range(-1.0, 1.0)]
    public double FirstPlayReduction { get; init; } = 0.1;

    /// <summary>Share of the best reward, beside the mean, in what a choice is worth.</summary>
    [Description("Share of the best reward below a choice, beside their mean, in its worth (mixed max; Jacobsen et al. 2014 have 1/8).")]
    [Range(0.0, 1.0)]
    public double MaxShare { get; init; } = 0.125;

    /// <summary>How many trials of a choice weigh as much as what its production did elsewhere.</summary>
    [Description("Trials of a choice that weigh as much as what its production was worth elsewhere in derivations (AMAF; Gelly and Silver 2007).")]
    [Range(0.0, 10_000.0)]
    public double AmafTrials { get; init; } = 10;

    /// <summary>Completions drawn, of which the most promising one is proposed.</summary>
    [Description("Completions drawn below the tree, of which the one with the most promising productions is proposed; 1 draws plainly.")]
    [Range(1, 10_000)]
    public int Completions { get; init; } = 8;

    /// <summary>Completions tried before a choice counts as barren.</summary>
    [Description("Completions without a new network within the limits after which a choice counts as barren and is never made again; fewer where they only repeat each other.")]
    [Range(1, 100_000)]
    public int Tries { get; init; } = 64;

    /// <summary>Reward of a trial without a score.</summary>
    [Description("Reward of a failed or rejected trial, as a share of the scored trials that it counts as better than.")]
    [Range(0.0, 1.0)]
    public double FailureQuantile { get; init; } = 0.05;

    /// <summary>How many losses an outstanding trial counts for.</summary>
    [Description("Losses that an outstanding trial counts for at each of its choices, so that the next one goes elsewhere (virtual loss).")]
    [Range(0.0, 100.0)]
    public double VirtualLoss { get; init; } = 1;

    /// <summary>Whether a network's score also counts where another derivation leads to it.</summary>
    [Description("Whether a network's score also counts where another derivation of it is met.")]
    public bool Transpositions { get; init; } = true;

    /// <summary>Nodes after which the tree grows no more.</summary>
    [Description("Partial derivations after which the tree grows no more; each takes about 2 kB.")]
    [Range(1, 10_000_000)]
    public int MaxNodes { get; init; } = 50_000;
}
