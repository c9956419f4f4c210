using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Patience;

/// <summary>Early stopping: a trial ends when its own best has not been passed for a number of epochs. Other trials do not matter.</summary>
internal sealed class PatienceRule(PatienceOptions options, PrunerContext context) : IPruner
{
    private readonly Dictionary<int, (int Fidelity, double Score)> _best = [];

    public int Begin(int trial) => context.Horizon;

    public Promotion? Promote() => null;

    public ReportDecision Decide(int trial, EvaluationReport report) =>
        report.Fidelity >= options.MinimumEpochs && _best.TryGetValue(trial, out var best) && report.Fidelity - best.Fidelity >= options.Epochs
            ? ReportDecision.Stop
            : ReportDecision.Continue;

    public void Apply(StudyEvent e)
    {
        switch (e)
        {
            case StudyEvent.Reported { Number: var number, Report: var report } when context.ScoreOf(report) is { } score:
                if (!_best.TryGetValue(number, out var best) || score > best.Score + options.MinimumImprovement)
                    _best[number] = (report.Fidelity, score);
                break;
            case StudyEvent.Finished { Trial: var trial }:
                _best.Remove(trial.Number);
                break;
        }
    }
}
