using System.Collections.Immutable;
using static Einspace.UnseenNas.Digits.DigitStroke;

namespace Einspace.UnseenNas.Digits;

/// <summary>How people write the ten digits: for each a few ways, each a list of strokes in the unit square.</summary>
internal static class DigitShapes
{
    /// <summary>The ways to write each digit.</summary>
    public static readonly ImmutableArray<ImmutableArray<ImmutableArray<DigitStroke>>> Ways =
    [
        [
            [Loop(0.50f, 0.00f, 0.20f, 0.14f, 0.08f, 0.50f, 0.20f, 0.86f, 0.50f, 1.00f, 0.80f, 0.86f, 0.92f, 0.50f, 0.80f, 0.14f)],
            [Curve(0.62f, 0.02f, 0.28f, 0.10f, 0.10f, 0.48f, 0.20f, 0.88f, 0.50f, 1.00f, 0.84f, 0.80f, 0.90f, 0.42f, 0.72f, 0.10f, 0.46f, 0.04f)],
        ],
        [
            [Line(0.50f, 0.00f, 0.50f, 1.00f)],
            [Line(0.28f, 0.22f, 0.55f, 0.00f, 0.55f, 1.00f)],
            [Line(0.28f, 0.22f, 0.52f, 0.00f, 0.52f, 1.00f), Line(0.25f, 1.00f, 0.80f, 1.00f)],
        ],
        [
            [Curve(0.12f, 0.26f, 0.26f, 0.05f, 0.58f, 0.00f, 0.82f, 0.18f, 0.76f, 0.46f, 0.42f, 0.78f, 0.10f, 1.00f), Line(0.10f, 1.00f, 0.92f, 0.98f)],
            [Curve(0.15f, 0.18f, 0.48f, 0.00f, 0.80f, 0.16f, 0.72f, 0.50f, 0.38f, 0.84f, 0.14f, 0.96f, 0.12f, 0.82f, 0.34f, 0.80f, 0.62f, 0.98f, 0.94f, 0.92f)],
        ],
        [
            [Curve(0.14f, 0.12f, 0.46f, 0.00f, 0.80f, 0.16f, 0.72f, 0.40f, 0.40f, 0.48f), Curve(0.40f, 0.48f, 0.76f, 0.54f, 0.88f, 0.76f, 0.62f, 0.98f, 0.26f, 0.97f, 0.08f, 0.82f)],
            [Line(0.14f, 0.02f, 0.80f, 0.02f, 0.44f, 0.40f), Curve(0.44f, 0.40f, 0.78f, 0.48f, 0.88f, 0.72f, 0.66f, 0.96f, 0.30f, 0.98f, 0.08f, 0.86f)],
        ],
        [
            [Line(0.20f, 0.00f, 0.12f, 0.58f, 0.92f, 0.58f), Line(0.72f, 0.10f, 0.68f, 1.00f)],
            [Line(0.68f, 1.00f, 0.68f, 0.00f, 0.06f, 0.68f, 0.94f, 0.68f)],
        ],
        [
            [Line(0.84f, 0.02f, 0.26f, 0.02f, 0.18f, 0.44f), Curve(0.18f, 0.44f, 0.50f, 0.36f, 0.82f, 0.50f, 0.86f, 0.76f, 0.60f, 0.97f, 0.28f, 0.98f, 0.08f, 0.88f)],
            [Curve(0.24f, 0.06f, 0.18f, 0.44f, 0.56f, 0.40f, 0.84f, 0.62f, 0.72f, 0.92f, 0.40f, 1.00f, 0.12f, 0.90f), Line(0.24f, 0.06f, 0.88f, 0.02f)],
        ],
        [
            [Curve(0.74f, 0.02f, 0.42f, 0.18f, 0.18f, 0.50f, 0.14f, 0.80f, 0.34f, 0.98f, 0.66f, 0.97f, 0.86f, 0.76f, 0.72f, 0.54f, 0.44f, 0.52f, 0.16f, 0.74f)],
            [Curve(0.46f, 0.00f, 0.22f, 0.36f, 0.12f, 0.76f, 0.34f, 1.00f, 0.70f, 0.94f, 0.80f, 0.70f, 0.56f, 0.54f, 0.28f, 0.64f, 0.15f, 0.82f)],
        ],
        [
            [Line(0.08f, 0.04f, 0.88f, 0.04f, 0.40f, 1.00f)],
            [Line(0.08f, 0.04f, 0.88f, 0.04f, 0.40f, 1.00f), Line(0.34f, 0.52f, 0.84f, 0.50f)],
            [Line(0.08f, 0.20f, 0.10f, 0.04f, 0.88f, 0.04f), Curve(0.88f, 0.04f, 0.62f, 0.40f, 0.48f, 0.72f, 0.44f, 1.00f)],
        ],
        [
            [Loop(0.80f, 0.14f, 0.50f, 0.00f, 0.20f, 0.16f, 0.34f, 0.40f, 0.66f, 0.56f, 0.86f, 0.80f, 0.50f, 1.00f, 0.14f, 0.80f, 0.32f, 0.56f, 0.64f, 0.40f)],
            [
                Loop(0.50f, 0.00f, 0.24f, 0.10f, 0.24f, 0.36f, 0.50f, 0.46f, 0.76f, 0.36f, 0.76f, 0.10f),
                Loop(0.50f, 0.46f, 0.16f, 0.60f, 0.14f, 0.86f, 0.50f, 1.00f, 0.86f, 0.86f, 0.84f, 0.60f),
            ],
        ],
        [
            [Curve(0.80f, 0.26f, 0.64f, 0.03f, 0.32f, 0.03f, 0.16f, 0.26f, 0.34f, 0.49f, 0.64f, 0.46f, 0.80f, 0.22f), Line(0.80f, 0.20f, 0.70f, 1.00f)],
            [Curve(0.80f, 0.24f, 0.60f, 0.02f, 0.28f, 0.06f, 0.18f, 0.32f, 0.42f, 0.50f, 0.70f, 0.40f, 0.82f, 0.16f, 0.82f, 0.56f, 0.62f, 0.92f, 0.26f, 0.98f)],
        ],
    ];
}
