using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Halving;

/// <summary>
/// Asynchronous successive halving (Li et al. 2020, algorithm 2): each trial is first evaluated to the lowest rung. Whenever a slot is
/// free, the rungs are looked through from the highest: a trial that rests there and is among the best 1/eta of all that were
/// measured there goes on to the next. Where there is none, a new trial begins.
/// </summary>
/// <param name="rungs">The fidelities of the rungs, ascending; the last is the horizon, from which nothing goes on.</param>
/// <param name="eta">One in so many goes on.</param>
/// <param name="objective">The objective.</param>
internal sealed class Asha(ImmutableArray<int> rungs, int eta, Objective objective) : IPruner
{
    private readonly Rung[] _rungs = [.. rungs[..^1].Select(_ => new Rung())];

    public int Begin(int trial) => rungs[0];

    public Promotion? Promote()
    {
        for (int k = _rungs.Length - 1; k >= 0; k--)
        {
            if (_rungs[k].Best(eta) is { } trial)
                return new Promotion(trial, rungs[k + 1]);
        }

        return null;
    }

    public ReportDecision Decide(int trial, EvaluationReport report) => ReportDecision.Continue;

    public void Apply(StudyEvent e)
    {
        switch (e)
        {
            case StudyEvent.Paused { Trial: var trial } when rungs.IndexOf(trial.Fidelity) is >= 0 and var k && trial.Score(objective) is { } score:
                _rungs[k].Add(trial.Number, score);
                break;
            case StudyEvent.Planned planned:
                Leave(planned.Number);
                break;
            case StudyEvent.Finished finished:
                Leave(finished.Trial.Number);
                break;
        }
    }

    private void Leave(int trial)
    {
        foreach (Rung rung in _rungs)
            rung.Leave(trial);
    }
}
