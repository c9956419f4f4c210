using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Search;

/// <summary>An architecture as it is trained: lowered, with its head, simplified into the canonical form (<see cref="GraphPasses.Canonicalise"/>).</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Graph">The network.</param>
/// <param name="Hash">The network's canonical hash: equal for architectures that compute the same in trivially different words.</param>
/// <param name="Costs">What it costs.</param>
/// <param name="Violation">Which limit it breaks; null where it keeps them all.</param>
public sealed record Network(Architecture Architecture, ComputationGraph Graph, string Hash, GraphCosts Costs, string? Violation)
{
    /// <summary>How many positions were tried for it by mutating or crossing, draws that broke a limit included; 0 where it came about otherwise.</summary>
    public int Tries { get; init; }
}
