using Einspace.Sdk.Search;

namespace Einspace.Strategies.RandomSearch;

/// <summary>
/// Samples from the grammar, each network once: seeds first, then fresh draws until one is new. The law is the grammar's,
/// conditioned on the limits and on what was proposed before.
/// </summary>
internal sealed class RandomSearchStrategy(RandomSearchOptions options, StrategyContext context) : ISearchStrategy
{
    private readonly HashSet<string> _networks = [];
    private readonly HashSet<string> _derivations = [];
    private int _proposals;

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = "seed" };

        (int derivations, int networks) = (0, 0);
        Allowance allowance = new(context.Space);
        while (derivations + networks < options.Tries && !allowance.IsSpent)
        {
            cancellation.ThrowIfCancellationRequested();
            Network network = context.Space.Sample(proposal.Random);
            if (network.Violation is not null)
                continue;
            if (options.Repeats || !_networks.Contains(network.Hash))
                return new Proposal(network.Architecture) { Repeats = new RepeatedDraws(derivations, networks) };
            if (_derivations.Contains(network.Architecture.Hash))
                derivations++;
            else
                networks++;
        }

        return ProposalOutcome.Exhausted;
    }

    public void Apply(StudyEvent e)
    {
        if (e is not StudyEvent.Proposed proposed)
            return;
        _proposals++;
        _networks.Add(proposed.GraphHash);
        _derivations.Add(proposed.Proposal.Architecture.Hash);
    }
}
