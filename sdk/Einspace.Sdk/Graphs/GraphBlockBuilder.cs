using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// Builds one block of a graph. Operators that change nothing (a permutation of no axis, a reshape to the same shape, a sum of one
/// input, …) add no node: the input itself comes back.
/// </summary>
public sealed class GraphBlockBuilder
{
    private readonly List<GraphBlock> _blocks;
    private readonly ImmutableArray<TensorShape> _inputs;
    private readonly List<TensorShape> _values;
    private readonly List<GraphNode> _nodes = [];
    private readonly HashSet<string> _owners = [];

    internal GraphBlockBuilder(List<GraphBlock> blocks, ImmutableArray<TensorShape> inputs)
    {
        _blocks = blocks;
        _inputs = inputs;
        _values = [.. inputs];
    }

    internal ImmutableArray<GraphValue> Inputs => [.. _inputs.Select((shape, number) => new GraphValue(number, shape))];

    /// <summary>Applies an operator that has one output.</summary>
    /// <param name="path">Path of the node in the block; unique among nodes that own parameters; must not contain '/'.</param>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Values of this block.</param>
    /// <returns>The output.</returns>
    /// <exception cref="GraphException">The shapes do not fit, the path is taken, or the operator has several outputs.</exception>
    public GraphValue Apply(string path, Operator op, params ReadOnlySpan<GraphValue> inputs)
    {
        ImmutableArray<GraphValue> outputs = ApplyMany(path, op, inputs);
        return outputs.Length == 1
            ? outputs[0]
            : throw Wrong(path, op, inputs, $"one output (it has {outputs.Length}: use ApplyMany)");
    }

    /// <summary>Applies an operator.</summary>
    /// <param name="path">Path of the node in the block; unique among nodes that own parameters; must not contain '/'.</param>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">Values of this block.</param>
    /// <returns>The outputs.</returns>
    /// <exception cref="GraphException">The shapes do not fit, or the path is taken.</exception>
    public ImmutableArray<GraphValue> ApplyMany(string path, Operator op, params ReadOnlySpan<GraphValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(op);
        if (op is Operator.Call call)
            return Call(path, call.Block, inputs);
        TensorShape[] shapes = ShapesOf(path, op, inputs);
        Inference inference = op.Check(shapes);
        if (inference.Expected is { } expected)
            throw Wrong(path, op, inputs, expected);
        if (op.IsIdentity(shapes))
            return [inputs[0]];
        return Append(path, op, inputs, inference.Outputs, isOwner: op.Parameters().Length > 0);
    }

    /// <summary>Defines a block that this and other blocks of the graph may call.</summary>
    /// <param name="inputs">Shapes of its inputs.</param>
    /// <param name="body">Applies operators to the inputs, in the builder that it is given, and returns the outputs.</param>
    /// <returns>The block's index.</returns>
    /// <exception cref="GraphException">An operator does not fit the values it was applied to.</exception>
    public int Define(
        ImmutableArray<TensorShape> inputs,
        Func<GraphBlockBuilder, ImmutableArray<GraphValue>, ImmutableArray<GraphValue>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        GraphBlockBuilder builder = new(_blocks, inputs);
        _blocks.Add(builder.Finish(body(builder, builder.Inputs)));
        return _blocks.Count - 1;
    }

    /// <summary>Calls a block, with parameters of its own. A block that only returns inputs adds no node.</summary>
    /// <param name="path">Path of the call in this block, unique among calls and nodes that own parameters; must not contain '/'.</param>
    /// <param name="block">An index that <see cref="Define"/> gave.</param>
    /// <param name="inputs">Values of this block, of the shapes of the callee's inputs.</param>
    /// <returns>The callee's outputs.</returns>
    /// <exception cref="GraphException">There is no such block, or the shapes do not fit.</exception>
    public ImmutableArray<GraphValue> Call(string path, int block, params ReadOnlySpan<GraphValue> inputs)
    {
        Operator.Call op = new(block);
        TensorShape[] shapes = ShapesOf(path, op, inputs);
        if (block < 0 || block >= _blocks.Count)
            throw Wrong(path, op, inputs, $"the index of one of {_blocks.Count} blocks");
        GraphBlock callee = _blocks[block];
        if (!callee.Inputs.AsSpan().SequenceEqual(shapes))
            throw Wrong(path, op, inputs, $"the callee's inputs, {string.Join(" and ", callee.Inputs)}");
        if (callee.ReturnsInputs)
        {
            GraphValue[] values = inputs.ToArray();
            return [.. callee.Outputs.Select(output => values[output])];
        }

        return Append(path, op, inputs, callee.OutputShapes, isOwner: true);
    }

    internal GraphBlock Finish(ImmutableArray<GraphValue> outputs)
    {
        foreach (GraphValue output in outputs)
            RequireOwn("output", "return", output, outputs.AsSpan());
        return new GraphBlock(_inputs, [.. _nodes], [.. outputs.Select(output => output.Number)]);
    }

    /// <summary>Goes on where a finished block ended.</summary>
    internal static GraphBlockBuilder Continue(List<GraphBlock> blocks, GraphBlock block)
    {
        GraphBlockBuilder builder = new(blocks, block.Inputs);
        builder._nodes.AddRange(block.Nodes);
        builder._values.AddRange(block.Nodes.SelectMany(node => node.Outputs));
        builder._owners.UnionWith(block.Nodes.Select(node => node.Path));
        return builder;
    }

    private ImmutableArray<GraphValue> Append(
        string path, Operator op, ReadOnlySpan<GraphValue> inputs, ImmutableArray<TensorShape> outputs, bool isOwner)
    {
        if (path.Length == 0 || path.Contains('/'))
            throw Wrong(path, op, inputs, "a path that is not empty and has no '/'");
        if (isOwner && !_owners.Add(path))
            throw Wrong(path, op, inputs, "a path that no other node of the block has");
        var numbers = ImmutableArray.CreateBuilder<int>(inputs.Length);
        foreach (GraphValue input in inputs)
            numbers.Add(input.Number);
        int first = _values.Count;
        _nodes.Add(new GraphNode(path, op, numbers.MoveToImmutable(), outputs));
        _values.AddRange(outputs);
        return [.. outputs.Select((shape, i) => new GraphValue(first + i, shape))];
    }

    private TensorShape[] ShapesOf(string path, Operator op, ReadOnlySpan<GraphValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(path);
        TensorShape[] shapes = new TensorShape[inputs.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            RequireOwn(path, op.Text, inputs[i], inputs);
            shapes[i] = inputs[i].Shape;
        }

        return shapes;
    }

    private void RequireOwn(string path, string op, GraphValue value, ReadOnlySpan<GraphValue> all)
    {
        if (value.Number < 0 || value.Number >= _values.Count || _values[value.Number] != value.Shape)
            throw new GraphException(path, op, Shapes(all), $"values of this block (value {value.Number} is not)");
    }

    private static GraphException Wrong(string path, Operator op, ReadOnlySpan<GraphValue> inputs, string expected) =>
        new(path, op.Text, Shapes(inputs), expected);

    private static ImmutableArray<TensorShape> Shapes(ReadOnlySpan<GraphValue> values)
    {
        var shapes = ImmutableArray.CreateBuilder<TensorShape>(values.Length);
        foreach (GraphValue value in values)
            shapes.Add(value.Shape);
        return shapes.MoveToImmutable();
    }
}
