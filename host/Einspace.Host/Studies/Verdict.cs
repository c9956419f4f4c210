using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>What an evaluation's result means for its trial: a score that is missing or not finite is a failure, and one below the horizon the end of a segment.</summary>
internal sealed record Verdict(
    TrialState State, int Fidelity, ImmutableSortedDictionary<string, double> Metrics, FailureKind? Failure = null, string? Reason = null)
{
    /// <summary>Judges a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="stopped">Whether it was told to stop early.</param>
    /// <param name="segment">The segment that was asked for.</param>
    /// <param name="objectives">The metrics that must be there.</param>
    /// <param name="evaluator">The evaluator's name, for messages.</param>
    public static Verdict Of(EvaluationResult result, bool stopped, FidelityRange segment, ImmutableArray<Objective> objectives, string evaluator) => result switch
    {
        EvaluationResult.Failed failed => Failed(failed.Kind, failed.Reason),
        EvaluationResult.Completed completed when NotFinite(completed.Metrics) is { } metric =>
            Failed(FailureKind.NotFinite, $"{metric} was not finite"),
        EvaluationResult.Completed completed when objectives.FirstOrDefault(objective => !completed.Metrics.ContainsKey(objective.Metric)) is { } objective => Failed(
            FailureKind.Error,
            $"the evaluator '{evaluator}' gave no metric '{objective.Metric}', which the study optimises; it gave {Names(completed.Metrics)}"),
        EvaluationResult.Completed completed when completed.Fidelity > segment.To || (completed.Fidelity < segment.To && !stopped) => Failed(
            FailureKind.Error,
            $"the evaluator '{evaluator}' ended at fidelity {completed.Fidelity}, {segment.To} was asked for"),
        EvaluationResult.Completed completed => new Verdict(
            completed.Fidelity == segment.Horizon ? TrialState.Completed : stopped ? TrialState.Pruned : TrialState.Paused,
            completed.Fidelity,
            completed.Metrics),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    /// <summary>The name of a metric that is NaN or infinite; null where all are finite.</summary>
    public static string? NotFinite(ImmutableSortedDictionary<string, double> metrics) =>
        metrics.Where(metric => !double.IsFinite(metric.Value)).Select(metric => metric.Key).FirstOrDefault();

    private static Verdict Failed(FailureKind kind, string reason) =>
        new(TrialState.Failed, 0, ImmutableSortedDictionary<string, double>.Empty, kind, reason);

    private static string Names(ImmutableSortedDictionary<string, double> metrics) =>
        metrics.Count == 0 ? "none" : string.Join(", ", metrics.Keys);
}
