using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Company_Plugin;

/// <summary>
/// Stops a trial at a report that is worse than the median of what others had scored there. Its state changes in <see cref="Apply"/> alone,
/// so that the events of a study's journal rebuild it.
/// </summary>
internal sealed class MedianStop(MedianStopOptions options, PrunerContext context) : IPruner
{
    private readonly Dictionary<int, List<(int Trial, double Score)>> _rungs = [];

    // One segment for every trial, to the end: this pruner stops trials, and lets none rest.
    public int Begin(int trial) => context.Horizon;

    public Promotion? Promote() => null;

    public ReportDecision Decide(int trial, EvaluationReport report)
    {
        if (ScoreOf(report) is not { } score || !_rungs.TryGetValue(report.Fidelity, out var rung))
            return ReportDecision.Continue;
        double[] others = [.. rung.Where(entry => entry.Trial != trial).Select(entry => entry.Score).Order()];
        return others.Length >= options.StartupTrials && score < Median(others) ? ReportDecision.Stop : ReportDecision.Continue;
    }

    public void Apply(StudyEvent e)
    {
        if (e is not StudyEvent.Reported { Number: var trial, Report: var report } || ScoreOf(report) is not { } score)
            return;
        if (!_rungs.TryGetValue(report.Fidelity, out var rung))
            _rungs.Add(report.Fidelity, rung = []);
        rung.Add((trial, score));
    }

    private static double Median(double[] ascending) => (ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2;

    /// <summary>The objective's score, of which more is better; null where it is not reported.</summary>
    private double? ScoreOf(EvaluationReport report) =>
        report.Metrics.TryGetValue(context.Objective.Metric, out double value) ? context.Objective.Score(value) : null;
}
