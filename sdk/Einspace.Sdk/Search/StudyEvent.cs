using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Search;

/// <summary>
/// A recorded fact, in recorded order: all that may change the state of a strategy, which is told <see cref="Proposed"/>,
/// <see cref="Paused"/> and <see cref="Finished"/>, or of a pruner, which is told <see cref="Planned"/>, <see cref="Reported"/>,
/// <see cref="Paused"/> and <see cref="Finished"/>.
/// </summary>
public abstract record StudyEvent
{
    private StudyEvent()
    {
    }

    /// <summary>A proposal of this strategy was recorded as a trial.</summary>
    /// <param name="Number">The trial's number.</param>
    /// <param name="Proposal">What was proposed.</param>
    /// <param name="GraphHash">Canonical hash of its network.</param>
    public sealed record Proposed(int Number, Proposal Proposal, string GraphHash) : StudyEvent;

    /// <summary>A segment of a trial was planned: its first one, or the one that a promotion asks for.</summary>
    /// <param name="Number">The trial's number.</param>
    /// <param name="From">The fidelity that it has reached; 0 where it begins.</param>
    /// <param name="To">The fidelity to reach.</param>
    public sealed record Planned(int Number, int From, int To) : StudyEvent;

    /// <summary>A running trial reported.</summary>
    /// <param name="Number">The trial's number.</param>
    /// <param name="Report">The report.</param>
    public sealed record Reported(int Number, EvaluationReport Report) : StudyEvent;

    /// <summary>
    /// A trial was measured at a fidelity below the horizon and rests; the study's pruner may have it go on later. A strategy may learn
    /// from it as from a finished trial, and is told again when more is known. One that ignores it waits for
    /// <see cref="Finished"/>, which comes in any case.
    /// </summary>
    /// <param name="Trial">The trial.</param>
    public sealed record Paused(Trial Trial) : StudyEvent;

    /// <summary>A trial ended. Trials end in any order.</summary>
    /// <param name="Trial">The trial.</param>
    public sealed record Finished(Trial Trial) : StudyEvent;
}
