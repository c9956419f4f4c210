using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Einspace.Sdk.Graphs;

/// <summary>
/// The sizes of a tensor's axes without the batch axis: <c>[C, H, W]</c> for images, <c>[S, D]</c> for S tokens of D features.
/// Axes are numbered as in the batched tensor, so axis 1 is the first size given here and axis 0, the batch, is never named.
/// </summary>
[JsonConverter(typeof(TensorShapeJsonConverter))]
public readonly struct TensorShape : IEquatable<TensorShape>
{
    private readonly ImmutableArray<long> _sizes;

    /// <summary>Creates a shape.</summary>
    /// <param name="sizes">The sizes of axes 1, 2, …; each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public TensorShape(params ReadOnlySpan<long> sizes)
    {
        foreach (long size in sizes)
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(sizes));
        _sizes = [.. sizes];
    }

    /// <summary>The sizes of axes 1, 2, ….</summary>
    public ImmutableArray<long> Sizes => _sizes.IsDefault ? [] : _sizes;

    /// <summary>The number of axes, the batch not counted: 3 for images, 2 for tokens.</summary>
    public int Rank => Sizes.Length;

    /// <summary>The size of an axis.</summary>
    /// <param name="axis">The axis, from 1 to <see cref="Rank"/>.</param>
    public long this[int axis] => Sizes[axis - 1];

    /// <summary>The number of elements of one example, saturating.</summary>
    public UInt128 Elements => Sizes.Aggregate(UInt128.One, (product, size) => Saturating.Multiply(product, (UInt128)size));

    /// <summary>Compares two shapes by their sizes.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Compares two shapes by their sizes.</summary>
    /// <param name="left">One shape.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <summary>Returns the shape with one axis' size replaced.</summary>
    /// <param name="axis">The axis, from 1 to <see cref="Rank"/>.</param>
    /// <param name="size">The new size, at least 1.</param>
    /// <returns>The new shape.</returns>
    public TensorShape With(int axis, long size) => new(Sizes.SetItem(axis - 1, size).AsSpan());

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => Sizes.AsSpan().SequenceEqual(other.Sizes.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Sizes.Aggregate(17, (hash, size) => (hash * 31) + (int)size);

    /// <summary>Writes the sizes, for example <c>[3,28,28]</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"[{string.Join(',', Sizes)}]";
}
