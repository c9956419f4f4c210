using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Search;

/// <summary>A finished or paused trial, as strategies see it: an immutable record.</summary>
public sealed record Trial
{
    /// <summary>Nothing measured.</summary>
    public static ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, double>> NoResults { get; } =
        ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, double>>.Empty;

    /// <summary>The number, from 0, in order of proposal.</summary>
    public required int Number { get; init; }

    /// <summary>How it ended: completed, pruned, failed, rejected or cancelled; or that it is paused.</summary>
    public required TrialState State { get; init; }

    /// <summary>What was proposed.</summary>
    public required Proposal Proposal { get; init; }

    /// <summary>Canonical hash of the network.</summary>
    public required string GraphHash { get; init; }

    /// <summary>The fidelity reached; 0 where nothing was measured.</summary>
    public int Fidelity { get; init; }

    /// <summary>Metrics at that fidelity, all finite; empty where the trial failed or was rejected.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>
    /// All that was measured of it, by fidelity: its reports and what its segments ended with, <see cref="Metrics"/> last. Empty where the
    /// trial failed or was rejected.
    /// </summary>
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, double>> Results { get; init; } = NoResults;

    /// <summary>Why there is no score; null where there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>The trial's score for an objective, of which more is better.</summary>
    /// <param name="objective">The objective.</param>
    /// <returns>The score, or null where the trial has none: failed and rejected trials are worse than any score.</returns>
    public double? Score(Objective objective) => HasScore ? ScoreIn(Metrics, objective) : null;

    /// <summary>The trial's score at a fidelity.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="fidelity">The fidelity.</param>
    /// <returns>The score; null where the trial has none, or was not measured at that fidelity.</returns>
    public double? Score(Objective objective, int fidelity) =>
        HasScore && Results.TryGetValue(fidelity, out var metrics) ? ScoreIn(metrics, objective) : null;

    /// <summary>
    /// Compares two trials fairly, at the highest fidelity at which both were measured; where there is none, by what each came to. A
    /// trial with a score is better than one without. The comparison is not transitive: it chooses between two, it orders no list.
    /// </summary>
    /// <param name="other">Another trial.</param>
    /// <param name="objective">The objective.</param>
    /// <returns>Above 0 where this trial is better, below 0 where the other is, 0 where they are equal.</returns>
    public int CompareAtCommonFidelity(Trial other, Objective objective)
    {
        if (Fidelity == other.Fidelity)
            return Nullable.Compare(Score(objective), other.Score(objective));
        foreach (int fidelity in Results.Keys.Reverse())
        {
            if (Score(objective, fidelity) is { } own && other.Score(objective, fidelity) is { } its)
                return own.CompareTo(its);
        }

        return Nullable.Compare(Score(objective), other.Score(objective));
    }

    private bool HasScore => State is TrialState.Completed or TrialState.Pruned or TrialState.Paused;

    private static double? ScoreIn(ImmutableSortedDictionary<string, double> metrics, Objective objective) =>
        metrics.TryGetValue(objective.Metric, out double value) ? objective.Score(value) : null;
}
