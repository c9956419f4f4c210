namespace Einspace.Sdk.Graphs;

/// <summary>Builds computation graphs, checking every shape analytically.</summary>
/// <remarks>
/// <code>
/// ComputationGraph graph = GraphBuilder.Build(new TensorShape(3, 28, 28), (block, x) =>
///     block.Apply("1", new Operator.LeakyRelu(0), block.Apply("0", new Operator.Conv2d(3, 16, 3, 1, 1), x)));
/// </code>
/// </remarks>
public static class GraphBuilder
{
    /// <summary>Builds a graph of one input and one output.</summary>
    /// <param name="input">The input's shape, without the batch axis.</param>
    /// <param name="body">Applies operators to the input and returns the output.</param>
    /// <returns>The graph, its entry last; not simplified.</returns>
    /// <exception cref="GraphException">An operator does not fit the values it was applied to.</exception>
    public static ComputationGraph Build(TensorShape input, Func<GraphBlockBuilder, GraphValue, GraphValue> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        List<GraphBlock> blocks = [];
        GraphBlockBuilder entry = new(blocks, [input]);
        GraphBlock block = entry.Finish([body(entry, entry.Inputs[0])]);
        return new ComputationGraph([.. blocks, block]);
    }
}
