using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// One operator applied within a <see cref="GraphBlock"/>. Values of a block are numbered: its inputs first, then the outputs of
/// its nodes in order.
/// </summary>
/// <param name="Path">
/// Stable path relative to the block, unique in it: the position in the derivation, for example <c>0.1</c>, with the copy's
/// index in brackets where the node calls a block, for example <c>0.1[3]</c>; <c>head</c> for the head.
/// </param>
/// <param name="Operator">What is applied.</param>
/// <param name="Inputs">Numbers of the values that go in.</param>
/// <param name="Outputs">Shapes of the values that come out; their numbers follow those of the node before.</param>
public sealed record GraphNode(
    string Path, Operator Operator, ImmutableArray<int> Inputs, ImmutableArray<TensorShape> Outputs);
