using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.Baselines;

/// <summary>
/// Of some samples the one that costs most: what a search must beat that claims to find more than size (counts of parameters and
/// operations are the baselines of zero-cost proxies, and strong ones: White et al. 2022). Learns nothing from scores.
/// </summary>
internal sealed class LargestStrategy(LargestOptions options, StrategyContext context, Func<GraphCosts, UInt128> cost) : ISearchStrategy
{
    private readonly Novelty _novelty = new(context.Space);
    private int _proposals;

    public ProposalOutcome Propose(ProposalContext proposal, CancellationToken cancellation)
    {
        if (_proposals < context.Seeds.Length)
            return new Proposal(context.Seeds[_proposals]) { Operator = "seed" };
        Network? largest = null;
        Allowance allowance = new(context.Space);
        for (int i = 0; i < options.Samples && _novelty.Sample(allowance, proposal.Random, cancellation) is { } network; i++)
        {
            if (largest is null || cost(network.Costs) > cost(largest.Costs))
                largest = network;
        }

        return largest is null ? ProposalOutcome.Exhausted : new Proposal(largest.Architecture);
    }

    public void Apply(StudyEvent e)
    {
        if (e is not StudyEvent.Proposed proposed)
            return;
        _proposals++;
        _novelty.Add(proposed.GraphHash);
    }
}
