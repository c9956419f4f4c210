using System.Collections.Immutable;
using System.Numerics;

namespace Einspace.UnseenNas.Digits;

/// <summary>One movement of the pen through knots of the unit square (x to the right, y down).</summary>
/// <param name="Curved">Whether the pen goes through the knots in a smooth curve; otherwise in straight lines with corners.</param>
/// <param name="Closed">Whether it returns to its first knot.</param>
/// <param name="Knots">The knots.</param>
internal sealed record DigitStroke(bool Curved, bool Closed, ImmutableArray<Vector2> Knots)
{
    /// <summary>A stroke of straight lines through points (x, y), (x, y), ….</summary>
    public static DigitStroke Line(params ReadOnlySpan<float> coordinates) => new(false, false, Points(coordinates));

    /// <summary>A smooth stroke through points (x, y), (x, y), ….</summary>
    public static DigitStroke Curve(params ReadOnlySpan<float> coordinates) => new(true, false, Points(coordinates));

    /// <summary>A smooth stroke through points (x, y), (x, y), … and back to the first.</summary>
    public static DigitStroke Loop(params ReadOnlySpan<float> coordinates) => new(true, true, Points(coordinates));

    private static ImmutableArray<Vector2> Points(ReadOnlySpan<float> coordinates)
    {
        ImmutableArray<Vector2>.Builder points = ImmutableArray.CreateBuilder<Vector2>();
        for (int i = 0; i < coordinates.Length; i += 2)
            points.Add(new(coordinates[i], coordinates[i + 1]));
        return points.ToImmutable();
    }
}
