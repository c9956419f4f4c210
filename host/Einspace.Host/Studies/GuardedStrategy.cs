using Einspace.Sdk;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>Asks a strategy, with time running, and turns what it does wrong into a <see cref="StudyFault"/>.</summary>
/// <param name="name">The strategy's name.</param>
/// <param name="strategy">The strategy.</param>
/// <param name="seed">The study's seed.</param>
/// <param name="timeout">How long it may take for a proposal, or an event.</param>
/// <param name="isTried">Whether it is only tried, so that a fault of it ends no study.</param>
internal sealed class GuardedStrategy(string name, ISearchStrategy strategy, ulong seed, TimeSpan timeout, bool isTried = false)
{
    private readonly PartGuard _guard = isTried ? new($"strategy '{name}'", timeout, ending: "") : new($"strategy '{name}'", timeout);

    /// <summary>Asks for a trial.</summary>
    /// <param name="number">The number that it will have.</param>
    /// <param name="outstanding">How many trials are outstanding.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <returns>What the strategy answers.</returns>
    public async Task<ProposalOutcome> ProposeAsync(int number, int outstanding, CancellationToken cancellation)
    {
        ProposalContext context = new(number, RandomStream.Derive(seed, "proposal", (ulong)number), outstanding);
        return await _guard.AskAsync(token => strategy.Propose(context, token), $"when asked for trial {number}", cancellation)
            ?? throw Fault(number, "answered nothing where a proposal, Wait or Exhausted was expected");
    }

    /// <summary>Tells events.</summary>
    public void Apply(params IReadOnlyList<StudyEvent> events) => _guard.Tell(
        events,
        strategy.Apply,
        e => e switch
        {
            StudyEvent.Proposed proposed => $"when told that trial {proposed.Number} was proposed",
            StudyEvent.Paused paused => $"when told that trial {paused.Trial.Number} rests",
            StudyEvent.Finished finished => $"when told that trial {finished.Trial.Number} finished",
            _ => throw new InvalidOperationException($"Strategies are not told {e.GetType().Name}."),
        });

    /// <summary>The fault of this strategy at a trial.</summary>
    public StudyFault Fault(int trial, string what, Exception? cause = null) => _guard.Fault($"{what}, at trial {trial}", cause);
}
