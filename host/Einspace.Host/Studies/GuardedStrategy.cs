using Einspace.Sdk;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>Asks a strategy, with time running, and turns what it does wrong into a <see cref="StudyFault"/>.</summary>
internal sealed class GuardedStrategy(string name, ISearchStrategy strategy, ulong seed, TimeSpan timeout)
{
    /// <summary>Asks for a trial.</summary>
    /// <param name="number">The number that it will have.</param>
    /// <param name="outstanding">How many trials are outstanding.</param>
    /// <param name="cancellation">Stops asking.</param>
    /// <returns>What the strategy answers.</returns>
    public async Task<ProposalOutcome> ProposeAsync(int number, int outstanding, CancellationToken cancellation)
    {
        ProposalContext context = new(number, RandomStream.Derive(seed, "proposal", (ulong)number), outstanding);
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return await Task.Run(() => strategy.Propose(context, giveUp.Token), CancellationToken.None)
                .WaitAsync(timeout, cancellation)
                ?? throw Fault(number, "answered nothing where a proposal, Wait or Exhausted was expected");
        }
        catch (TimeoutException)
        {
            await giveUp.CancelAsync();
            throw Fault(number, $"did not answer within {timeout.TotalSeconds:0.###} s (--propose-timeout)");
        }
        catch (Exception e) when (e is not StudyFault && !cancellation.IsCancellationRequested)
        {
            throw Fault(number, $"threw {e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <summary>Tells an event.</summary>
    public void Apply(StudyEvent e)
    {
        try
        {
            strategy.Apply(e);
        }
        catch (Exception thrown)
        {
            (int number, string what) = e switch
            {
                StudyEvent.Proposed proposed => (proposed.Number, "that it was proposed"),
                StudyEvent.Paused paused => (paused.Trial.Number, "that it rests"),
                StudyEvent.Finished finished => (finished.Trial.Number, "that it finished"),
                _ => throw new InvalidOperationException("Unknown event.", thrown),
            };
            throw Fault(number, $"threw {thrown.GetType().Name} when told {what}: {thrown.Message}", thrown);
        }
    }

    /// <summary>The fault of this strategy at a trial.</summary>
    public StudyFault Fault(int trial, string what, Exception? cause = null) => new(
        $"The strategy '{name}' {what}, at trial {trial}. The study stops here; every finished trial is in its journal.", cause);
}
