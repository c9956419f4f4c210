namespace Einspace.Host.Studies;

/// <summary>The trials of which no other is at least as good by score and every cost, and better by one.</summary>
internal static class ParetoFront
{
    /// <summary>The front, the best score first; of equal trials the earliest.</summary>
    /// <param name="state">The study.</param>
    /// <param name="costs">What is paid, less being better; trials without a cost are left out.</param>
    public static IReadOnlyList<StudyTrial> Of(StudyState state, IReadOnlyList<Func<StudyTrial, double?>> costs)
    {
        (StudyTrial Trial, double[] Values)[] trials =
        [
            .. state.Ranking()
                .Where(trial => costs.All(cost => cost(trial) is not null))
                .Select(trial => (trial, (double[])[trial.Score(state.Objective)!.Value, .. costs.Select(cost => -cost(trial)!.Value)])),
        ];
        return [.. trials.Where((one, i) => !trials.Where((other, j) => Covers(other.Values, one.Values) && (j < i || !Covers(one.Values, other.Values))).Any()).Select(one => one.Trial)];
    }

    private static bool Covers(double[] one, double[] other) => one.Zip(other).All(pair => pair.First >= pair.Second);
}
