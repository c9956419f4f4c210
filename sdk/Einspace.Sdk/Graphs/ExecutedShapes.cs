using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// The shapes that a graph's values have when it runs, where concatenations say another size than they have (Q2): all inputs are
/// joined, a reshape fills its first axis with what comes, a split expects the recorded size, and whatever has parameters expects
/// what they were made for.
/// </summary>
internal sealed class ExecutedShapes
{
    private readonly ComputationGraph _graph;
    private readonly TensorShape[][] _recorded;
    private readonly Dictionary<string, ImmutableArray<TensorShape>?> _known = [];

    private ExecutedShapes(ComputationGraph graph)
    {
        _graph = graph;
        _recorded = [.. graph.Blocks.Select(block => block.Shapes())];
    }

    /// <summary>The output's shape; null where the graph cannot run.</summary>
    public static TensorShape? Output(ComputationGraph graph) =>
        !graph.Blocks.Any(block => block.Nodes.Any(node => node.Operator is Operator.Concat { RecordedSize: not null }))
            ? graph.Output
            : new ExecutedShapes(graph).Run(graph.Blocks.Length - 1, [graph.Input])?[0];

    /// <summary>A block's outputs for given inputs, worked out once; null where it cannot run.</summary>
    private ImmutableArray<TensorShape>? Run(int block, ImmutableArray<TensorShape> inputs)
    {
        string key = $"{block}: {string.Join(' ', inputs)}";
        if (!_known.TryGetValue(key, out ImmutableArray<TensorShape>? outputs))
            _known.Add(key, outputs = RunAfresh(block, inputs));
        return outputs;
    }

    private ImmutableArray<TensorShape>? RunAfresh(int number, ImmutableArray<TensorShape> inputs)
    {
        GraphBlock block = _graph.Blocks[number];
        List<TensorShape> values = [.. inputs];
        foreach (GraphNode node in block.Nodes)
        {
            ImmutableArray<TensorShape> x = [.. node.Inputs.Select(input => values[input])];
            ImmutableArray<TensorShape>? outputs = node.Operator is Operator.Call call
                ? Run(call.Block, x)
                : Apply(node.Operator, x, _recorded[number][node.Inputs.FirstOrDefault()]);
            if (outputs is null)
                return null;
            values.AddRange(outputs.Value);
        }

        return [.. block.Outputs.Select(output => values[output])];
    }

    private static ImmutableArray<TensorShape>? Apply(Operator op, ImmutableArray<TensorShape> inputs, TensorShape recorded)
    {
        if (op is Operator.Reshape reshape)
            return Fill(reshape.Shape, inputs[0].Elements);
        if (op is Operator.Split split && inputs[0][split.Axis] != recorded[split.Axis])
            return null;
        Inference inference = (op is Operator.Concat concat ? concat with { RecordedSize = null } : op).Check(inputs.AsSpan());
        return inference.Expected is null ? inference.Outputs : null;
    }

    private static ImmutableArray<TensorShape>? Fill(TensorShape shape, UInt128 elements)
    {
        if (shape.Rank == 0)
            return elements == 1 ? [shape] : null;
        UInt128 rest = shape.With(1, 1).Elements;
        return elements % rest == 0 ? [shape.With(1, (long)(elements / rest))] : null;
    }
}
