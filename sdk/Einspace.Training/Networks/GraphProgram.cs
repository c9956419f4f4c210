using Einspace.Sdk.Graphs;

namespace Einspace.Training.Networks;

/// <summary>
/// A computation graph ready to run: calls expanded into one list of instructions, values numbered, the last use of each
/// value known. Takes time and memory proportional to the operators that run, so limits on the graph come first.
/// </summary>
public sealed class GraphProgram
{
    private readonly ComputationGraph _graph;
    private readonly List<Instruction> _instructions = [];
    private readonly List<GraphParameter> _parameters = [];

    private GraphProgram(ComputationGraph graph)
    {
        _graph = graph;
        FollowsRecordedShapes = graph.Blocks.Any(block => block.Nodes.Any(node => node.Operator is Operator.Concat { RecordedSize: not null }));
        Value input = new(ValueCount++, graph.Input);
        Output = Expand(graph.Entry, [input], outer: "")[0].Number;
        FindLastUses();
    }

    /// <summary>All parameters and buffers, in order of execution.</summary>
    public IReadOnlyList<GraphParameter> Parameters => _parameters;

    /// <summary>Whether batch normalisation occurs, and with it running statistics.</summary>
    public bool HasBatchNorm => _parameters.Exists(parameter => !parameter.Spec.IsTrained);

    /// <summary>
    /// Whether values may have other shapes when the network runs than the graph says (<see cref="Operator.Concat.RecordedSize"/>,
    /// quirk Q2). Such a network may fail to run.
    /// </summary>
    public bool FollowsRecordedShapes { get; }

    internal IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>How many values there are; number 0 is the network's input.</summary>
    internal int ValueCount { get; private set; }

    /// <summary>The value that the network answers.</summary>
    internal int Output { get; }

    /// <summary>Compiles a graph.</summary>
    /// <param name="graph">A network, its head attached.</param>
    /// <returns>The program.</returns>
    public static GraphProgram Compile(ComputationGraph graph) => new(graph);

    private Value[] Expand(GraphBlock block, IEnumerable<Value> inputs, string outer)
    {
        List<Value> values = [.. inputs];
        foreach (GraphNode node in block.Nodes)
        {
            Value[] arguments = [.. node.Inputs.Select(number => values[number])];
            string path = GraphPath.Join(outer, node.Path);
            values.AddRange(node.Operator is Operator.Call call
                ? Expand(_graph.Blocks[call.Block], arguments, path)
                : Emit(node, arguments, path));
        }

        return [.. block.Outputs.Select(number => values[number])];
    }

    private Value[] Emit(GraphNode node, Value[] inputs, string path)
    {
        Value[] outputs = [.. node.Outputs.Select(shape => new Value(ValueCount++, shape))];
        _instructions.Add(new Instruction(
            node.Operator,
            [.. inputs.Select(value => value.Number)],
            [.. outputs.Select(value => value.Number)],
            _parameters.Count,
            Sizes(node.Operator, inputs),
            !FollowsRecordedShapes && inputs.All(value => value.Shape == inputs[0].Shape)));
        foreach (ParameterSpec spec in node.Operator.Parameters())
            _parameters.Add(new GraphParameter(GraphPath.Join(path, spec.Role), spec));
        return outputs;
    }

    private static long[] Sizes(Operator op, Value[] inputs) => op switch
    {
        Operator.Permute permute => [0, .. permute.Axes.Select(axis => (long)axis)],
        Operator.Reshape { Shape.Rank: 0 } => [0],
        Operator.Reshape reshape => [0, -1, .. reshape.Shape.Sizes[1..]],
        Operator.Split split => [inputs[0].Shape[split.Axis]],
        Operator.Mean mean => [.. mean.Axes.Select(axis => (long)axis)],
        _ => [],
    };

    private void FindLastUses()
    {
        HashSet<int> needed = [Output, 0]; // the input belongs to the caller
        for (int i = _instructions.Count - 1; i >= 0; i--)
        {
            Instruction instruction = _instructions[i];
            instruction.Releases = [.. instruction.Inputs.Concat(instruction.Outputs).Distinct().Where(needed.Add)];
        }
    }

    private readonly record struct Value(int Number, TensorShape Shape);
}
