using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>A parameter or buffer that an operator owns.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Sizes">Its sizes; there is no batch axis.</param>
/// <param name="Initialiser">How it starts.</param>
/// <param name="IsTrained">False for buffers such as running statistics.</param>
public sealed record ParameterSpec(
    ParameterRole Role, ImmutableArray<long> Sizes, Initialiser Initialiser, bool IsTrained)
{
    /// <summary>The number of elements, saturating.</summary>
    public UInt128 Elements =>
        Sizes.Aggregate(UInt128.One, (product, size) => Saturating.Multiply(product, (UInt128)size));

    /// <summary>Compares two parameters by all that they say.</summary>
    /// <param name="other">The other parameter.</param>
    /// <returns>Whether they are the same.</returns>
    public bool Equals(ParameterSpec? other) =>
        other is not null && Role == other.Role && Sizes.AsSpan().SequenceEqual(other.Sizes.AsSpan())
        && Initialiser == other.Initialiser && IsTrained == other.IsTrained;

    /// <inheritdoc/>
    public override int GetHashCode() => (((int)Role * 31) + Sizes.Length) * (IsTrained ? 2 : 3);
}
