using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>Asks a pruner, and turns what it does wrong into a <see cref="StudyFault"/>.</summary>
internal sealed class GuardedPruner(string name, IPruner pruner, int horizon, TimeSpan timeout)
{
    private readonly PartGuard _guard = new($"pruner '{name}'", timeout);

    /// <summary>Says how far a new trial's first segment goes.</summary>
    public int Begin(int trial)
    {
        int to = _guard.Ask(() => pruner.Begin(trial), () => $"when asked how far trial {trial} goes first");
        return to >= 1 && to <= horizon ? to : throw _guard.Fault($"has trial {trial} go to fidelity {to} first, expected 1 to {horizon}");
    }

    /// <summary>Names a paused trial to go on with; null where none deserves it.</summary>
    public Promotion? Promote(StudyState state)
    {
        Promotion? promotion = _guard.Ask(pruner.Promote, () => $"when asked which trial goes on, after trial {state.Trials.Count - 1}");
        if (promotion is null)
            return null;
        if (!state.Paused.Contains(promotion.Trial))
            throw _guard.Fault($"has trial {promotion.Trial} go on, which is not paused");
        int reached = state.Trials[promotion.Trial].Rested;
        return promotion.To > reached && promotion.To <= horizon
            ? promotion
            : throw _guard.Fault($"has trial {promotion.Trial} go on to fidelity {promotion.To}, expected {reached + 1} to {horizon}");
    }

    /// <summary>Decides on a running segment, its report being told.</summary>
    public ReportDecision Decide(int trial, EvaluationReport report) =>
        _guard.Ask(() => pruner.Decide(trial, report), () => $"at fidelity {report.Fidelity} of trial {trial}");

    /// <summary>Tells events.</summary>
    public void Apply(params IReadOnlyList<StudyEvent> events) => _guard.Tell(
        events,
        pruner.Apply,
        e => e switch
        {
            StudyEvent.Planned planned => $"when told that trial {planned.Number} goes to fidelity {planned.To}",
            StudyEvent.Reported reported => $"when told the report at fidelity {reported.Report.Fidelity} of trial {reported.Number}",
            StudyEvent.Paused paused => $"when told that trial {paused.Trial.Number} rests",
            StudyEvent.Finished finished => $"when told that trial {finished.Trial.Number} finished",
            _ => throw new InvalidOperationException($"Pruners are not told {e.GetType().Name}."),
        });
}
