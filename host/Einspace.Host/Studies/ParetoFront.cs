using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Studies;

/// <summary>The trials of which no other is at least as good by every objective, and better by one.</summary>
internal static class ParetoFront
{
    /// <summary>The front, the best by the study's first objective first; of equal trials the earliest.</summary>
    /// <param name="state">The study.</param>
    /// <param name="objectives">What counts: metrics of the trials, or costs. Trials that lack one are left out.</param>
    public static IReadOnlyList<StudyTrial> Of(StudyState state, IReadOnlyList<Objective> objectives)
    {
        (StudyTrial Trial, double?[] Scores)[] trials =
        [
            .. state.Ranking()
                .Select(trial => (trial, (double?[])[.. objectives.Select(objective => Value(trial, objective.Metric) is { } value ? objective.Score(value) : (double?)null)]))
                .Where(one => !one.Item2.Contains(null)),
        ];
        return [.. trials.Where((one, i) => !trials.Where((other, j) => Covers(other.Scores, one.Scores) && (j < i || !Covers(one.Scores, other.Scores))).Any()).Select(one => one.Trial)];
    }

    /// <summary>What a trial came to by a metric, or what it costs; null where neither is known.</summary>
    public static double? Value(StudyTrial trial, string metric) =>
        trial.Result is { } result && result.Metrics.TryGetValue(metric, out double value) ? value : trial.Cost(metric);

    private static bool Covers(double?[] one, double?[] other) => one.Zip(other).All(pair => pair.First >= pair.Second);
}
