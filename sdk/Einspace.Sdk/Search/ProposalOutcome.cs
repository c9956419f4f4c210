namespace Einspace.Sdk.Search;

/// <summary>What a strategy answers when it is asked for the next trial.</summary>
public abstract record ProposalOutcome
{
    private ProposalOutcome()
    {
    }

    /// <summary>Nothing to propose until an outstanding trial finishes.</summary>
    public static ProposalOutcome Wait { get; } = new Waiting();

    /// <summary>Nothing is left to propose: the study ends.</summary>
    public static ProposalOutcome Exhausted { get; } = new Ended();

    /// <summary>Wraps a proposal.</summary>
    /// <param name="proposal">The proposal.</param>
    public static implicit operator ProposalOutcome(Proposal proposal) => new Proposed(proposal);

    /// <summary>An architecture to try.</summary>
    /// <param name="Proposal">The proposal.</param>
    public sealed record Proposed(Proposal Proposal) : ProposalOutcome;

    private sealed record Waiting : ProposalOutcome;

    private sealed record Ended : ProposalOutcome;
}
