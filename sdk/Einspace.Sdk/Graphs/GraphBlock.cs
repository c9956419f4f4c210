using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>A straight-line piece of a computation graph: inputs, nodes in order of execution, outputs.</summary>
/// <param name="Inputs">Shapes of the inputs, which are the values 0, 1, ….</param>
/// <param name="Nodes">The nodes; each uses only values of smaller number than its own.</param>
/// <param name="Outputs">Numbers of the values that the block returns.</param>
public sealed record GraphBlock(
    ImmutableArray<TensorShape> Inputs, ImmutableArray<GraphNode> Nodes, ImmutableArray<int> Outputs)
{
    /// <summary>Whether the block only returns inputs.</summary>
    internal bool ReturnsInputs => Outputs.All(output => output < Inputs.Length);

    /// <summary>Shapes of what the block returns.</summary>
    internal ImmutableArray<TensorShape> OutputShapes
    {
        get
        {
            TensorShape[] shapes = Shapes();
            return [.. Outputs.Select(output => shapes[output])];
        }
    }

    /// <summary>Compares two blocks by their inputs, nodes and outputs.</summary>
    /// <param name="other">The other block.</param>
    /// <returns>Whether they are the same, paths included.</returns>
    public bool Equals(GraphBlock? other) =>
        other is not null && Inputs.AsSpan().SequenceEqual(other.Inputs.AsSpan())
        && Nodes.AsSpan().SequenceEqual(other.Nodes.AsSpan()) && Outputs.AsSpan().SequenceEqual(other.Outputs.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (((Inputs.Length * 31) + Nodes.Length) * 31) + Outputs.Length;

    /// <summary>The shape of a value of the block.</summary>
    /// <param name="value">The value's number.</param>
    /// <returns>Its shape, without the batch axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The block has no such value.</exception>
    public TensorShape ShapeOf(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value < Inputs.Length)
            return Inputs[value];
        int rest = value - Inputs.Length;
        foreach (GraphNode node in Nodes)
        {
            if (rest < node.Outputs.Length)
                return node.Outputs[rest];
            rest -= node.Outputs.Length;
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, "The block has no value of this number.");
    }

    /// <summary>The shapes of all values: inputs, then the nodes' outputs.</summary>
    internal TensorShape[] Shapes() => [.. Inputs, .. Nodes.SelectMany(node => node.Outputs)];
}
