namespace Einspace.Sdk.Search;

/// <summary>
/// Proposes architectures and learns from trials. A fold over recorded events: state changes only in <see cref="Apply"/>, so that
/// applying a journal's events rebuilds a strategy exactly. Called by one thread at a time. Never touches clock, files, console,
/// threads, or randomness other than the context's.
/// </summary>
public interface ISearchStrategy
{
    /// <summary>Proposes the next trial. Leaves no observable state: asked twice without an event, it answers the same.</summary>
    /// <param name="context">Number and randomness of this proposal.</param>
    /// <param name="cancellation">Asks to give up, by <see cref="OperationCanceledException"/>.</param>
    /// <returns>A proposal, <see cref="ProposalOutcome.Wait"/> or <see cref="ProposalOutcome.Exhausted"/>.</returns>
    ProposalOutcome Propose(ProposalContext context, CancellationToken cancellation);

    /// <summary>Takes note of an event. Events come in recorded order, once each; several trials may be outstanding.</summary>
    /// <param name="e">The event.</param>
    void Apply(StudyEvent e);
}
