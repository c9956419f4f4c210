using Einspace.Sdk.Search;

namespace Einspace.Strategies.RandomSearch;

/// <summary>
/// Samples from the grammar, each network once: seeds first, then fresh draws until one is new. The law is the grammar's,
/// conditioned on the limits and on what was proposed before.
/// </summary>
internal sealed class RandomSearchStrategy(RandomSearchOptions options, StrategyContext context) : ISearchStrategy
{
    private readonly HashSet<string> _proposed = [];
    private int _proposals;

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = "seed" };

        for (int tries = 0; tries < options.Tries; tries++)
        {
            cancellation.ThrowIfCancellationRequested();
            Network network = context.Space.Sample(proposal.Random);
            if (options.Repeats || !_proposed.Contains(network.Hash))
                return new Proposal(network.Architecture);
        }

        return ProposalOutcome.Exhausted;
    }

    public void Apply(StudyEvent e)
    {
        if (e is not StudyEvent.Proposed proposed)
            return;
        _proposals++;
        _proposed.Add(proposed.GraphHash);
    }
}
