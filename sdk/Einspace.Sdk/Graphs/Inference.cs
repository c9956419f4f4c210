using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>What an operator's shape rule says of given inputs: the outputs' shapes, or in words what it expected instead.</summary>
internal readonly record struct Inference(ImmutableArray<TensorShape> Outputs, string? Expected)
{
    public static implicit operator Inference(TensorShape output) => new([output], null);

    public static Inference Refuse(string expected) => new([], expected);
}
