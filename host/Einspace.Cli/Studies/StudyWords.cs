using System.Globalization;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Cli.Studies;

/// <summary>A study's things in few words, for tables and lines.</summary>
internal static class StudyWords
{
    private const double Kilo = 1000;

    /// <summary>An architecture's text, cut to a width.</summary>
    public static string Short(string architecture, int width) =>
        architecture.Length <= width ? architecture : $"{architecture.AsSpan(0, width - 1)}…";

    /// <summary>A count with three digits and a unit: <c>12.3k</c>.</summary>
    public static string Count(UInt128 count)
    {
        double value = (double)count;
        foreach (string unit in (string[])["", "k", "M", "G", "T"])
        {
            if (value < Kilo)
                return unit.Length == 0 ? $"{count}" : string.Create(CultureInfo.InvariantCulture, $"{value:0.0}{unit}");
            value /= Kilo;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(double)count:0e+0}");
    }

    /// <summary>A number of things: <c>1 trial</c>, <c>2 trials</c>.</summary>
    public static string Plural(long number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    /// <summary>A time to the second: <c>3:07</c> or <c>1:02:33</c>.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time:ss}");

    /// <summary>A metric's value to four digits.</summary>
    public static string Value(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>A trial of a front: what it comes to by each objective, and its architecture.</summary>
    public static string OnFront(StudyTrial trial, IEnumerable<Objective> objectives, int width) =>
        $"trial {trial.Number}: {string.Join(", ", objectives.Select(objective => Measure(objective.Metric, ParetoFront.Value(trial, objective.Metric)!.Value)))}: {Short(trial.Proposed.Architecture, width)}";

    private static string Measure(string metric, double value) => metric switch
    {
        CostMetric.Seconds => string.Create(CultureInfo.InvariantCulture, $"{value:0.0##} s"),
        CostMetric.ActivationMemory => $"{Count((UInt128)value)} bytes of activations",
        _ when CostMetric.Names.Contains(metric) => $"{Count((UInt128)value)} {metric}",
        _ => $"{Metric(metric)} {Value(value)}",
    };

    /// <summary>A metric's name as a person reads it: <c>validation accuracy</c>.</summary>
    public static string Metric(string name) => name.Replace('-', ' ');

    /// <summary>The objective's value of a trial: its result, or that of its last report; null before the first.</summary>
    public static double? Score(StudyTrial trial, Objective objective)
    {
        var metrics = trial.Finished?.Metrics ?? (trial.Reports is [.., { } last] ? last.Metrics : trial.Result?.Metrics);
        return metrics is not null && metrics.TryGetValue(objective.Metric, out double value) ? value : null;
    }

    /// <summary>How much of a study is done: <c>3 of 30</c>, with what rests where something does.</summary>
    public static string Done(StudyState state, int trials, string thing = "") =>
        $"{state.FinishedCount} of {trials}{thing}{(state.Paused.Count > 0 ? $", {state.Paused.Count} paused" : "")}";

    /// <summary>What a trial rests with.</summary>
    public static string Resting(JournalRecord.Paused paused, Objective objective) =>
        $"{Value(paused.Metrics[objective.Metric])} (paused at {paused.Fidelity})";

    /// <summary>Which build of a plugin took over.</summary>
    public static string Reloading(JournalRecord.Reloaded reloaded) =>
        $"The plugin '{reloaded.Plugin.Id}' was rebuilt ({reloaded.Before.Sha256[..8]}, now {reloaded.Plugin.Sha256[..8]}): it proposes from trial {reloaded.Trial} on.";

    /// <summary>What a finished trial came to when it was trained again.</summary>
    public static string Again(JournalRecord.Reevaluated again, Objective objective) =>
        $"trial {again.Trial} again: {(again.Failure is null ? Value(again.Metrics[objective.Metric]) : $"failed: {again.Reason}")} in training {again.Replicate + 1}";

    /// <summary>How a finished trial ended, with the reason where it has no score.</summary>
    public static string Ending(JournalRecord.Finished finished, Objective objective) => finished.State switch
    {
        TrialState.Completed => $"{Value(finished.Metrics[objective.Metric])}{(finished.CachedFrom is { } same ? $" (as trial {same})" : "")}",
        TrialState.Pruned => $"{Value(finished.Metrics[objective.Metric])} (pruned at {finished.Fidelity}{(finished.CachedFrom is { } equal ? $", as trial {equal}" : "")})",
        var state => $"{state.ToString().ToLowerInvariant()}: {finished.Reason}",
    };
}
