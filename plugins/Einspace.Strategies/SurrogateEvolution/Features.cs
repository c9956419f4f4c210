using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;

namespace Einspace.Strategies.SurrogateEvolution;

/// <summary>
/// An architecture as numbers, for any grammar: how often each production stands in its derivation, the derivation's size and depth,
/// and the network's costs and longest path. Counts enter by their logarithm.
/// </summary>
internal sealed class Features
{
    private readonly Dictionary<string, int> _columns;

    public Features(Grammar grammar) => _columns = grammar.Symbols
        .SelectMany(symbol => symbol.Productions)
        .Select(production => Move.LabelOf(production.Name, production.Arguments))
        .Distinct()
        .Index()
        .ToDictionary(label => label.Item, label => label.Index);

    public double[] Of(Network network)
    {
        double[] counts = new double[_columns.Count];
        foreach (Move move in Move.Of(network.Architecture))
            counts[_columns[move.Label]]++;
        return
        [
            .. counts.Select(count => Math.Log(1 + count)),
            Math.Log(network.Architecture.UniqueNodes),
            Math.Log((double)network.Architecture.ExpandedNodes),
            Math.Log(DepthOf(network.Architecture)),
            Math.Log(1 + (double)network.Costs.Parameters),
            Math.Log(1 + (double)network.Costs.MultiplyAdds),
            Math.Log(1 + (double)network.Costs.ActivationMemory),
            Math.Log(1 + (double)network.Costs.Operators),
            Math.Log(1 + LongestPath(network.Graph)),
        ];
    }

    private static int DepthOf(Architecture architecture)
    {
        int deepest = 0;
        Stack<(DerivationNode Node, int Depth)> open = new([(architecture.Root, 1)]);
        while (open.TryPop(out (DerivationNode Node, int Depth) top))
        {
            deepest = Math.Max(deepest, top.Depth);
            foreach (DerivationChild child in top.Node.Children)
                open.Push((child.Node, top.Depth + 1));
        }

        return deepest;
    }

    /// <summary>Operators on the longest way from the input to the output; a call counts as much as its block.</summary>
    private static double LongestPath(ComputationGraph graph)
    {
        double[] blocks = new double[graph.Blocks.Length];
        for (int number = 0; number < blocks.Length; number++)
        {
            GraphBlock block = graph.Blocks[number];
            List<double> values = [.. Enumerable.Repeat(0.0, block.Inputs.Length)];
            foreach (GraphNode node in block.Nodes)
            {
                double length = node.Operator is Operator.Call call ? blocks[call.Block] : 1;
                double reached = node.Inputs.Select(input => values[input]).DefaultIfEmpty(0).Max() + length;
                values.AddRange(Enumerable.Repeat(reached, node.Outputs.Length));
            }

            blocks[number] = block.Outputs.Max(output => values[output]);
        }

        return blocks[^1];
    }
}
