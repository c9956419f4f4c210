using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Host.Tests.Studies;

/// <summary>
/// Proposes <c>node(k)</c>, k depending on the proposal's randomness and on everything that was applied before in its order, so that
/// a replay that leaves out, repeats or reorders an event proposes something else.
/// </summary>
internal sealed class ScriptedStrategy : ISearchStrategy
{
    private ulong _memory = 17;

    /// <summary>How many different architectures there are.</summary>
    public int Variety { get; init; } = 1000;

    /// <summary>Called before each proposal; may throw, wait, or answer in its place.</summary>
    public Func<ProposalContext, CancellationToken, ProposalOutcome?>? OnPropose { get; init; }

    public Action<StudyEvent>? OnApply { get; init; }

    public ProposalOutcome Propose(ProposalContext context, CancellationToken cancellation)
    {
        if (OnPropose?.Invoke(context, cancellation) is { } outcome)
            return outcome;
        ulong k = (_memory + context.Random.NextUInt64()) % (ulong)Variety;
        return new Proposal(Architecture.Parse($"node({k})")) { Parents = context.Number == 0 ? [] : [context.Number / 2] };
    }

    public void Apply(StudyEvent e)
    {
        OnApply?.Invoke(e);
        _memory = (_memory * 31) + e switch
        {
            StudyEvent.Proposed proposed => (ulong)proposed.Number + (ulong)proposed.Proposal.Architecture.Root.Arguments[0],
            StudyEvent.Paused paused => (ulong)(1000 * paused.Trial.Metrics.GetValueOrDefault("accuracy")) + (ulong)paused.Trial.Results.Count,
            StudyEvent.Finished finished => (ulong)finished.Trial.State + (ulong)(1000 * finished.Trial.Metrics.GetValueOrDefault("accuracy")),
            _ => 0,
        };
    }
}
