using Einspace.Sdk;
using Einspace.Sdk.Search;

namespace Einspace.Strategies;

/// <summary>The networks that a study has proposed, known by the hash of their canonical graph, and draws of ones that it has not.</summary>
/// <param name="space">The space.</param>
/// <param name="tries">Samples within the limits, but without a new network, after which the space counts as exhausted.</param>
internal sealed class Novelty(SearchSpace space, int tries = 1000)
{
    private readonly HashSet<string> _proposed = [];

    public void Add(string graphHash) => _proposed.Add(graphHash);

    public bool IsNew(Network network) => network.Violation is null && !_proposed.Contains(network.Hash);

    /// <summary>Draws from the grammar until a network is new; null where none was.</summary>
    public Network? Sample(RandomStream random, CancellationToken cancellation) => Sample(new Allowance(space), random, cancellation);

    /// <summary>Draws from a space of the same networks, as long as draws may be lost to its limits.</summary>
    public Network? Sample(Allowance allowance, RandomStream random, CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < tries && !allowance.IsSpent; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            Network network = allowance.Space.Sample(random);
            if (IsNew(network))
                return network;
        }

        return null;
    }
}
