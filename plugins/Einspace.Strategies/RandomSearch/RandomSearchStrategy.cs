using System.Globalization;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.RandomSearch;

/// <summary>
/// Samples from the grammar, each network once: seeds first, then fresh draws until one is new. The law is the grammar's,
/// conditioned on the limits and on what was proposed before.
/// </summary>
/// <remarks>
/// A proposal's tag says which draws it passed over: <c>3 derivations, 1 network again</c> are three that had been proposed to the
/// letter and one that computes what another derivation did.
/// </remarks>
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
        while (derivations + networks < options.Tries)
        {
            cancellation.ThrowIfCancellationRequested();
            Network network = context.Space.Sample(proposal.Random);
            if (options.Repeats || !_networks.Contains(network.Hash))
                return new Proposal(network.Architecture) { Tag = Again(derivations, networks) };
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

    private static string? Again(int derivations, int networks) => (derivations, networks) switch
    {
        (0, 0) => null,
        (_, 0) => $"{Count(derivations, "derivation")} again",
        (0, _) => $"{Count(networks, "network")} again",
        _ => $"{Count(derivations, "derivation")}, {Count(networks, "network")} again",
    };

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
