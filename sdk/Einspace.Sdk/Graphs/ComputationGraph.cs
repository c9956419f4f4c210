using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// A network of primitives, as blocks and calls: a part that an architecture repeats is one block, called several times with
/// separate parameters. Costs, hashes and checks take time proportional to the blocks' size; only an evaluator expands the calls.
/// Shapes are those of one example, without the batch axis, and were checked when the graph was built.
/// </summary>
/// <param name="Blocks">The blocks, callees before callers; the last one is the entry, with one input and one output.</param>
public sealed record ComputationGraph(ImmutableArray<GraphBlock> Blocks)
{
    /// <summary>The block that runs.</summary>
    [JsonIgnore]
    public GraphBlock Entry => Blocks[^1];

    /// <summary>The input's shape, for example [3, 28, 28].</summary>
    [JsonIgnore]
    public TensorShape Input => Entry.Inputs[0];

    /// <summary>The output's shape: of the backbone, or [classes] once the head is attached.</summary>
    [JsonIgnore]
    public TensorShape Output => Entry.ShapeOf(Entry.Outputs[0]);

    /// <summary>What the graph costs, in time proportional to its blocks' size.</summary>
    /// <returns>The costs, every call counted; saturating.</returns>
    public GraphCosts Costs() => GraphAccounting.Costs(this);

    /// <summary>
    /// The shape that comes out when the graph runs. It is <see cref="Output"/>, unless a concatenation says another size than it has
    /// (<see cref="Operator.Concat.RecordedSize"/>, reference behaviour Q2).
    /// </summary>
    /// <returns>The shape, without the batch axis; null where such a graph cannot run.</returns>
    public TensorShape? ExecutedOutput() => ExecutedShapes.Output(this);

    /// <summary>The canonical hash: equal for graphs that compute the same in trivially different words.</summary>
    /// <remarks>
    /// Identities, composed permutes and reshapes, sequencing, paths, the order of sums' and products' operands and of nested sums,
    /// repeated evaluation of what owns no parameters, and unfold-linear-reshape for a convolution don't count. Sharing does: a
    /// linear map used twice is not two linear maps. Takes time proportional to the blocks' size.
    /// </remarks>
    /// <returns>128 bits in hexadecimal.</returns>
    public string Hash() => CanonicalForm.Of(this).Hash;

    /// <summary>
    /// The parameters and buffers of the expanded network, in order of execution. Lazy: takes time and memory proportional to the
    /// number of parameters, so look at <see cref="Costs"/> first.
    /// </summary>
    /// <returns>Each with its path.</returns>
    public IEnumerable<GraphParameter> ExpandParameters() => GraphAccounting.Expand(this, Entry, "");

    /// <summary>Compares two graphs by their blocks.</summary>
    /// <param name="other">The other graph.</param>
    /// <returns>Whether they are the same to the letter, paths included; <see cref="Hash"/> compares what they compute.</returns>
    public bool Equals(ComputationGraph? other) => other is not null && Blocks.AsSpan().SequenceEqual(other.Blocks.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => (Blocks.Length * 31) + Entry.Nodes.Length;
}
