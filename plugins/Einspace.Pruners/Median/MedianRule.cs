using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Median;

/// <summary>
/// The median stopping rule (Golovin et al. 2017, Google Vizier, section 3.1): a trial is stopped at a fidelity where its best so far is
/// strictly worse than the median of the completed trials' averages over all reports up to that fidelity.
/// </summary>
internal sealed class MedianRule(MedianOptions options, PrunerContext context) : IPruner
{
    private readonly Dictionary<int, List<(int Fidelity, double Score)>> _running = [];
    private readonly List<List<(int Fidelity, double Score)>> _completed = [];

    public int Begin(int trial) => context.Horizon;

    public Promotion? Promote() => null;

    public ReportDecision Decide(int trial, EvaluationReport report)
    {
        if (report.Fidelity < options.MinimumEpochs || _completed.Count < options.StartupTrials || !_running.TryGetValue(trial, out var reports))
            return ReportDecision.Continue;
        double[] averages =
        [
            .. _completed
                .Select(other => other.Where(r => r.Fidelity <= report.Fidelity).Select(r => r.Score).DefaultIfEmpty(double.NaN).Average())
                .Where(average => !double.IsNaN(average))
                .Order(),
        ];
        if (averages.Length < options.StartupTrials)
            return ReportDecision.Continue;
        double median = (averages[(averages.Length - 1) / 2] + averages[averages.Length / 2]) / 2;
        return reports.Max(r => r.Score) < median ? ReportDecision.Stop : ReportDecision.Continue;
    }

    public void Apply(StudyEvent e)
    {
        switch (e)
        {
            case StudyEvent.Reported { Number: var number, Report: var report } when context.ScoreOf(report) is { } score:
                if (!_running.TryGetValue(number, out var reports))
                    _running.Add(number, reports = []);
                reports.Add((report.Fidelity, score));
                break;
            case StudyEvent.Finished { Trial: var trial }:
                if (_running.Remove(trial.Number, out var ended) && trial.State == TrialState.Completed)
                    _completed.Add(ended);
                break;
        }
    }
}
