using System.Collections.Immutable;
using Einspace.Sdk.Grammars.Engine;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars;

/// <summary>A node of an architecture that is being lowered, given to its production's <see cref="LoweringRule{TState}"/>.</summary>
/// <typeparam name="TState">The grammar's attributes.</typeparam>
public sealed class LoweringScope<TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly Lowering<TState> _lowering;
    private readonly GraphBlockBuilder _block;
    private readonly int _node;
    private int _owners;

    internal LoweringScope(Lowering<TState> lowering, GraphBlockBuilder block, int node, string path)
    {
        _lowering = lowering;
        _block = block;
        _node = node;
        Path = path;
    }

    /// <summary>What the node inherited.</summary>
    public TState Inherited => _lowering.AttributesOf(_node).Inherited;

    /// <summary>What the node synthesized.</summary>
    public TState Synthesized => _lowering.AttributesOf(_node).Synthesized;

    /// <summary>The arguments of its production, for example 64 in <c>linear(64)</c>.</summary>
    public ImmutableArray<long> Arguments => _lowering.ProductionOf(_node).Arguments;

    /// <summary>
    /// Its place: indices of children, as they stand in the text, joined by dots, counted from the nearest repeated subtree that
    /// holds it, or else from the root; <c>root</c> where it is that itself.
    /// </summary>
    public string Path { get; }

    /// <summary>How many copies of a child there are; 0 where it is absent.</summary>
    /// <param name="slot">The child's slot, in the order of declaration.</param>
    /// <returns>The count.</returns>
    public int CountOf(int slot) => _lowering.Find(_node, slot).Count;

    /// <summary>Applies an operator with one output, under the path of this node.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">The values it is applied to.</param>
    /// <returns>Its output.</returns>
    /// <exception cref="GraphException">The shapes do not fit.</exception>
    public GraphValue Apply(Operator op, params ReadOnlySpan<GraphValue> inputs) => _block.Apply(PathFor(op), op, inputs);

    /// <summary>Applies an operator, under the path of this node.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">The values it is applied to.</param>
    /// <returns>Its outputs.</returns>
    /// <exception cref="GraphException">The shapes do not fit.</exception>
    public ImmutableArray<GraphValue> ApplyMany(Operator op, params ReadOnlySpan<GraphValue> inputs) =>
        _block.ApplyMany(PathFor(op), op, inputs);

    /// <summary>
    /// Lowers a child. Where it is repeated it becomes one block, which each copy calls with parameters of its own; all copies take
    /// inputs of the same shapes.
    /// </summary>
    /// <param name="slot">The child's slot, in the order of declaration; an absent child returns the inputs.</param>
    /// <param name="inputs">The values that go in.</param>
    /// <param name="copy">The copy, from 0 to <see cref="CountOf"/> − 1.</param>
    /// <returns>The values that come out.</returns>
    public ImmutableArray<GraphValue> Child(int slot, ImmutableArray<GraphValue> inputs, int copy = 0)
    {
        (int child, int index, int count) = _lowering.Find(_node, slot);
        if (count == 0)
            return inputs;
        ArgumentOutOfRangeException.ThrowIfNegative(copy);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(copy, count);
        string path = Path == DerivationPath.Root ? $"{index}" : $"{Path}.{index}";
        return count == 1
            ? _lowering.Lower(_block, child, path, inputs)
            : _block.Call($"{path}[{copy}]", _lowering.BlockOf(_block, child, inputs), inputs.AsSpan());
    }

    /// <summary>A second operator with parameters at one node gets a path of its own.</summary>
    private string PathFor(Operator op) => op.Parameters().IsEmpty || _owners++ == 0 ? Path : $"{Path}#{_owners}";
}
