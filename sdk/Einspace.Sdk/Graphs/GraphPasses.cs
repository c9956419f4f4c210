using System.Collections.Immutable;
using Node = Einspace.Sdk.Graphs.EditableBlock.Node;
using Value = Einspace.Sdk.Graphs.EditableBlock.Value;

namespace Einspace.Sdk.Graphs;

/// <summary>Rewrites of a graph that change its cost and never its function, and never the path of a parameter.</summary>
public static class GraphPasses
{
    /// <summary>Fuses and composes what can be.</summary>
    /// <remarks>
    /// Nodes that change nothing or of which nothing is used go; what owns no parameters is computed once; chains of permutes and of reshapes become one; sums used once, in
    /// a sum, become one sum; unfold, linear map and tokens-to-pixels (permute(2,1), reshape to [C', oh, ow]), each used once,
    /// become one convolution under the linear map's path, whose weight it flattens to (reference behaviour, SPEC section 8).
    /// Each block is rewritten once, however often it is called; blocks that only return inputs and blocks that nothing calls go.
    /// Sums may round otherwise than before.
    /// </remarks>
    /// <param name="graph">Any graph.</param>
    /// <returns>A graph that computes the same with the same parameter paths.</returns>
    public static ComputationGraph Simplify(ComputationGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        GraphBlock[] simple = new GraphBlock[graph.Blocks.Length];
        bool[] owns = new bool[simple.Length];
        for (int i = 0; i < simple.Length; i++)
        {
            simple[i] = Simplify(graph.Blocks[i], simple, owns);
            owns[i] = simple[i].Nodes.Any(node => OwnsParameters(node.Operator, owns));
        }

        return DropUncalled(simple);
    }

    /// <summary>
    /// Simplifies, and puts the nodes and the operands of sums and products into the order in which <see cref="ComputationGraph.Hash"/>
    /// reads them: graphs of equal hash then run the same operators in the same order, so that they train equally to the last bit.
    /// </summary>
    /// <param name="graph">Any graph.</param>
    /// <returns>A graph that computes the same with the same parameter paths.</returns>
    public static ComputationGraph Canonicalise(ComputationGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return CanonicalForm.Of(graph).Graph;
    }

    private static GraphBlock Simplify(GraphBlock block, GraphBlock[] callees, bool[] owns)
    {
        EditableBlock editable = new(block);
        editable.Rewrite(node => Inline(node, callees));
        do
        {
            Fuse(editable);
        }
        while (ComputeOnce(editable, owns));
        return editable.ToBlock();
    }

    private static void Fuse(EditableBlock block)
    {
        bool changed = true;
        while (changed)
        {
            changed = block.Rewrite(DropIdentity);
            changed |= block.Rewrite(ComposePermutes);
            changed |= block.Rewrite(FuseConvolution);
            changed |= block.Rewrite(ComposeReshapes);
            changed |= block.Rewrite(FlattenSums);
        }
    }

    private static bool OwnsParameters(Operator op, bool[] owns) =>
        op is Operator.Call call ? owns[call.Block] : op.Parameters().Length > 0;

    /// <summary>After fusing, never before: patches that two maps share are no convolutions.</summary>
    private static bool ComputeOnce(EditableBlock block, bool[] owns)
    {
        Dictionary<Value, int> numbers = [];
        Dictionary<string, Node> first = [];
        return block.Rewrite(node =>
        {
            if (OwnsParameters(node.Operator, owns))
                return false;
            IEnumerable<int> operands = node.Inputs.Select(NumberOf);
            if (node.Operator.IsCommutative)
                operands = operands.Order();
            string line = $"{node.Operator.Text} {string.Join(' ', operands)}";
            if (first.TryAdd(line, node))
                return false;
            foreach (Value output in node.Outputs)
                output.Forward(first[line].Outputs[output.Index]);
            return true;
        });

        int NumberOf(Value value)
        {
            numbers.TryAdd(value, numbers.Count);
            return numbers[value];
        }
    }

    private static bool Inline(Node node, GraphBlock[] callees)
    {
        if (node.Operator is not Operator.Call call || !callees[call.Block].ReturnsInputs)
            return false;
        foreach (Value output in node.Outputs)
            output.Forward(node.Inputs[callees[call.Block].Outputs[output.Index]]);
        return true;
    }

    private static bool DropIdentity(Node node)
    {
        if (node.Inputs.Length == 0 || !node.Operator.IsIdentity([.. node.Inputs.Select(input => input.Shape)]))
            return false;
        node.Outputs[0].Forward(node.Inputs[0]);
        return true;
    }

    private static bool ComposePermutes(Node node)
    {
        if (node.Operator is not Operator.Permute second || node.Inputs[0].Producer is not { Operator: Operator.Permute first } before)
            return false;
        node.Operator = second.After(first);
        node.Inputs = before.Inputs;
        return true;
    }

    private static bool ComposeReshapes(Node node)
    {
        if (node.Operator is not Operator.Reshape || node.Inputs[0].Producer is not { Operator: Operator.Reshape } before)
            return false;
        node.Inputs = before.Inputs;
        return true;
    }

    private static bool FlattenSums(Node node)
    {
        if (node.Operator is not Operator.Add || !node.Inputs.Any(IsInnerSum))
            return false;
        node.Inputs = [.. node.Inputs.SelectMany(input => IsInnerSum(input) ? input.Producer!.Inputs : [input])];
        return true;

        static bool IsInnerSum(Value value) => value is { Uses: 1, Producer.Operator: Operator.Add };
    }

    private static bool FuseConvolution(Node node)
    {
        if (node.Operator is not Operator.Reshape tokensToPixels
            || node.Inputs[0] is not { Uses: 1, Producer: { Operator: Operator.Permute { Axes: [2, 1] } } permute }
            || permute.Inputs[0] is not { Uses: 1, Producer: { Operator: Operator.Linear linear } map }
            || map.Inputs[0] is not { Uses: 1, Producer: { Operator: Operator.Unfold unfold } patches })
            return false;
        TensorShape image = patches.Inputs[0].Shape;
        (long height, long width) = unfold.Grid(image);
        if (tokensToPixels.Shape != new TensorShape(linear.OutFeatures, height, width))
            return false;
        node.Path = map.Path;
        node.Operator = new Operator.Conv2d(image[1], linear.OutFeatures, unfold.Kernel, unfold.Stride, unfold.Padding);
        node.Inputs = patches.Inputs;
        return true;
    }

    private static ComputationGraph DropUncalled(GraphBlock[] blocks)
    {
        bool[] called = new bool[blocks.Length];
        called[^1] = true;
        for (int i = blocks.Length - 1; i >= 0; i--)
        {
            if (!called[i])
                continue;
            foreach (GraphNode node in blocks[i].Nodes)
            {
                if (node.Operator is Operator.Call call)
                    called[call.Block] = true;
            }
        }

        int[] index = new int[blocks.Length];
        var kept = ImmutableArray.CreateBuilder<GraphBlock>();
        for (int i = 0; i < blocks.Length; i++)
        {
            if (!called[i])
                continue;
            index[i] = kept.Count;
            kept.Add(blocks[i] with
            {
                Nodes = [.. blocks[i].Nodes.Select(node =>
                    node.Operator is Operator.Call call ? node with { Operator = new Operator.Call(index[call.Block]) } : node)],
            });
        }

        return new ComputationGraph(kept.ToImmutable());
    }
}
