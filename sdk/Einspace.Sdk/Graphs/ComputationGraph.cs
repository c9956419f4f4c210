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
    /// <returns>The costs.</returns>
    public GraphCosts Costs() => throw new NotSupportedException("Landing within the hour.");

    /// <summary>The canonical hash: equal for graphs that compute the same in trivially different words.</summary>
    /// <returns>128 bits in hexadecimal.</returns>
    public string Hash() => throw new NotSupportedException("Landing within the hour.");
}
