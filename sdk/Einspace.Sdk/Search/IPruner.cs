using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Search;

/// <summary>
/// Spreads training over trials: it plans the segments in which trials are evaluated, and decides at each report whether a segment
/// goes on. A fold as strategies are: its state changes only in <see cref="Apply"/>, and every plan and decision is recorded, so that
/// applying a journal's events rebuilds it exactly. Called by one thread at a time.
/// </summary>
/// <remarks>
/// A segment that ends below the horizon leaves its trial <see cref="TrialState.Paused"/> until <see cref="Promote"/> names it; a
/// trial that was not named by the study's end becomes <see cref="TrialState.Pruned"/>. Pruners that only stop trials plan one segment,
/// to the horizon.
/// </remarks>
public interface IPruner
{
    /// <summary>Says how far the first segment of a new trial goes. Leaves no observable state.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <returns>A fidelity from 1 to the horizon.</returns>
    int Begin(int trial);

    /// <summary>
    /// Names a paused trial to go on with. Asked whenever a slot is free, before a new trial is. Leaves no observable state.
    /// </summary>
    /// <returns>A paused trial and the fidelity to reach, above what it has reached and at most the horizon; null where none deserves it.</returns>
    Promotion? Promote();

    /// <summary>Decides on a running segment. Leaves no observable state.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="report">Its newest report; already applied.</param>
    /// <returns>Whether to go on. After a Stop below the horizon the trial is pruned for good.</returns>
    ReportDecision Decide(int trial, EvaluationReport report);

    /// <summary>
    /// Takes note of an event: <see cref="StudyEvent.Planned"/>, <see cref="StudyEvent.Reported"/>, <see cref="StudyEvent.Paused"/> or
    /// <see cref="StudyEvent.Finished"/>, in recorded order. A trial may finish that never began (rejected, or equal to another), and
    /// one that was promoted may fail.
    /// </summary>
    /// <param name="e">The event.</param>
    void Apply(StudyEvent e);
}
