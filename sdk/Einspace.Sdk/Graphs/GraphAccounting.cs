namespace Einspace.Sdk.Graphs;

/// <summary>What a graph costs and owns.</summary>
internal static class GraphAccounting
{
    private const int BytesPerNumber = 4;

    public static GraphCosts Costs(ComputationGraph graph)
    {
        GraphCosts[] blocks = new GraphCosts[graph.Blocks.Length];
        for (int i = 0; i < blocks.Length; i++)
            blocks[i] = Costs(graph.Blocks[i], blocks);
        return blocks[^1];
    }

    public static IEnumerable<GraphParameter> Expand(ComputationGraph graph, GraphBlock block, string outer)
    {
        foreach (GraphNode node in block.Nodes)
        {
            string path = GraphPath.Join(outer, node.Path);
            if (node.Operator is Operator.Call call)
            {
                foreach (GraphParameter parameter in Expand(graph, graph.Blocks[call.Block], path))
                    yield return parameter;
            }

            foreach (ParameterSpec spec in node.Operator.Parameters())
                yield return new GraphParameter(GraphPath.Join(path, spec.Role), spec);
        }
    }

    private static GraphCosts Costs(GraphBlock block, ReadOnlySpan<GraphCosts> callees)
    {
        TensorShape[] shapes = block.Shapes();
        GraphCosts sum = default;
        foreach (GraphNode node in block.Nodes)
            sum = Add(sum, node.Operator is Operator.Call call ? callees[call.Block] : Costs(node, shapes));
        return sum;
    }

    private static GraphCosts Costs(GraphNode node, TensorShape[] shapes)
    {
        UInt128 parameters = 0;
        foreach (ParameterSpec spec in node.Operator.Parameters())
        {
            if (spec.IsTrained)
                parameters = Saturating.Add(parameters, spec.Elements);
        }

        UInt128 kept = node.Operator.IsView ? 0 : Saturating.Multiply(BytesPerNumber, node.Outputs[0].Elements);
        TensorShape[] inputs = [.. node.Inputs.Select(input => shapes[input])];
        return new GraphCosts(parameters, node.Operator.MultiplyAdds(inputs, node.Outputs[0]), kept, Operators: 1);
    }

    private static GraphCosts Add(GraphCosts a, GraphCosts b) => new(
        Saturating.Add(a.Parameters, b.Parameters),
        Saturating.Add(a.MultiplyAdds, b.MultiplyAdds),
        Saturating.Add(a.ActivationMemory, b.ActivationMemory),
        Saturating.Add(a.Operators, b.Operators));
}
