using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Search;

/// <summary>A finished trial, as strategies see it: an immutable record.</summary>
public sealed record Trial
{
    /// <summary>The number, from 0, in order of proposal.</summary>
    public required int Number { get; init; }

    /// <summary>How it ended: completed, pruned, failed, rejected or cancelled.</summary>
    public required TrialState State { get; init; }

    /// <summary>What was proposed.</summary>
    public required Proposal Proposal { get; init; }

    /// <summary>Canonical hash of the network.</summary>
    public required string GraphHash { get; init; }

    /// <summary>The fidelity reached; 0 where nothing was measured.</summary>
    public int Fidelity { get; init; }

    /// <summary>Metrics at that fidelity, all finite; empty where the trial failed or was rejected.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Why there is no score; null where there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>The trial's score for an objective, of which more is better.</summary>
    /// <param name="objective">The objective.</param>
    /// <returns>The score, or null where the trial has none: failed and rejected trials are worse than any score.</returns>
    public double? Score(Objective objective) =>
        State is TrialState.Completed or TrialState.Pruned && Metrics.TryGetValue(objective.Metric, out double value)
            ? objective.Score(value)
            : null;
}
