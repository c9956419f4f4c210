namespace Einspace.Sdk.Search;

/// <summary>A recorded fact, in recorded order: all that may change a strategy's state.</summary>
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

    /// <summary>A trial ended. Trials end in any order.</summary>
    /// <param name="Trial">The trial.</param>
    public sealed record Finished(Trial Trial) : StudyEvent;
}
