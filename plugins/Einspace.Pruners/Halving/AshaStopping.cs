using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Halving;

/// <summary>
/// The stopping variant of asynchronous successive halving, as Ray Tune and Syne Tune have it: at a rung, a trial goes on only if it
/// is among the best 1/eta of all that came there until now, itself among them. The first to come have nobody to be compared with:
/// while fewer than eta were measured at a rung, all go on.
/// </summary>
internal sealed class AshaStopping(ImmutableArray<int> rungs, int eta, PrunerContext context) : IPruner
{
    private readonly Dictionary<int, List<double>> _rungs = rungs[..^1].ToDictionary(rung => rung, _ => new List<double>());

    public int Begin(int trial) => context.Horizon;

    public Promotion? Promote() => null;

    public ReportDecision Decide(int trial, EvaluationReport report) =>
        _rungs.TryGetValue(report.Fidelity, out var scores) && scores.Count >= eta && context.ScoreOf(report) is { } score
            && scores.Count(other => other > score) >= scores.Count / eta
            ? ReportDecision.Stop
            : ReportDecision.Continue;

    public void Apply(StudyEvent e)
    {
        if (e is StudyEvent.Reported { Report: var report } && _rungs.TryGetValue(report.Fidelity, out var scores) && context.ScoreOf(report) is { } score)
            scores.Add(score);
    }
}
