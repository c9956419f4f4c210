using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// One operator applied within a <see cref="GraphBlock"/>. Values of a block are numbered: its inputs first, then the outputs of
/// its nodes in order.
/// </summary>
/// <param name="Path">
/// Stable path relative to the block: the position in the derivation, for example <c>0.1</c>, with the copy's index in brackets
/// where the node calls a block, for example <c>0.1[3]</c>; <c>head</c> for the head. Unique among calls and nodes that own
/// parameters; other nodes of one position may share it. Never contains '/' (<see cref="GraphPath"/>).
/// </param>
/// <param name="Operator">What is applied.</param>
/// <param name="Inputs">Numbers of the values that go in.</param>
/// <param name="Outputs">Shapes of the values that come out; their numbers follow those of the node before.</param>
public sealed record GraphNode(
    string Path, Operator Operator, ImmutableArray<int> Inputs, ImmutableArray<TensorShape> Outputs)
{
    /// <summary>Compares two nodes by all that they say.</summary>
    /// <param name="other">The other node.</param>
    /// <returns>Whether they are the same, paths included.</returns>
    public bool Equals(GraphNode? other) =>
        other is not null && Path == other.Path && Operator == other.Operator
        && Inputs.AsSpan().SequenceEqual(other.Inputs.AsSpan()) && Outputs.AsSpan().SequenceEqual(other.Outputs.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (((Path.Length * 31) + Inputs.Length) * 31) + Outputs.Length;
}
