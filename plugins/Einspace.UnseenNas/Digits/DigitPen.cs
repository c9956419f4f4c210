using System.Collections.Immutable;
using System.Numerics;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Digits;

/// <summary>
/// Draws digits: one of a digit's ways of writing, its knots moved a little, the whole slanted, turned, scaled and shifted, traced
/// by a round pen of some thickness and darkness, anti-aliased, on paper with noise. Keeps buffers: one pen per thread.
/// </summary>
internal sealed class DigitPen
{
    private const int Side = 28, Area = Side * Side;

    // Pieces of straight line per span of a curve: with at most 5 pixels between knots, shorter than anybody can see.
    private const int PiecesPerSpan = 6;

    private readonly List<Vector2> _trace = [];
    private readonly float[] _ink = new float[Area];

    /// <summary>Draws a digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">What all variation is drawn from.</param>
    /// <param name="image">Receives 28×28 grey values from 0 (paper) to 255 (ink), row by row.</param>
    public void Draw(int digit, RandomStream random, Span<byte> image)
    {
        ImmutableArray<ImmutableArray<DigitStroke>> ways = DigitShapes.Ways[digit];
        Matrix3x2 place = Placement(random);
        float radius = Uniform(random, 0.75f, 1.6f), darkness = Uniform(random, 0.75f, 1f), wobble = Uniform(random, 0.01f, 0.035f);

        Array.Clear(_ink);
        foreach (DigitStroke stroke in ways[random.NextInt(ways.Length)])
        {
            Trace(stroke, place, wobble, random);
            for (int i = 1; i < _trace.Count; i++)
                InkLine(_trace[i - 1], _trace[i], radius);
        }

        float noise = Uniform(random, 0f, 14f);
        for (int pixel = 0; pixel < Area; pixel++)
            image[pixel] = (byte)Math.Clamp((_ink[pixel] * darkness * 255f) + (noise * Deviate(random)), 0f, 255f);
    }

    /// <summary>From the unit square to pixels: about 20 pixels high in the middle, as in MNIST.</summary>
    private static Matrix3x2 Placement(RandomStream random)
    {
        float width = Uniform(random, 10f, 17f), height = Uniform(random, 17f, 21f);
        Vector2 shift = new(Uniform(random, -2f, 2f), Uniform(random, -2f, 2f));
        return Matrix3x2.CreateTranslation(-0.5f, -0.5f)
            * Matrix3x2.CreateScale(width, height)
            * new Matrix3x2(1f, 0f, Uniform(random, -0.35f, 0.15f), 1f, 0f, 0f)
            * Matrix3x2.CreateRotation(Uniform(random, -0.15f, 0.15f))
            * Matrix3x2.CreateTranslation(shift + new Vector2(Side / 2f));
    }

    /// <summary>Turns a stroke into a line of short straight pieces, in pixels.</summary>
    private void Trace(DigitStroke stroke, Matrix3x2 place, float wobble, RandomStream random)
    {
        int count = stroke.Knots.Length;
        Span<Vector2> knots = stackalloc Vector2[count];
        for (int i = 0; i < count; i++)
            knots[i] = Vector2.Transform(stroke.Knots[i] + new Vector2(Uniform(random, -wobble, wobble), Uniform(random, -wobble, wobble)), place);

        _trace.Clear();
        int spans = stroke.Closed ? count : count - 1, pieces = stroke.Curved ? PiecesPerSpan : 1;
        for (int span = 0; span < spans; span++)
        {
            Vector2 before = Knot(knots, span - 1, stroke.Closed), from = Knot(knots, span, stroke.Closed);
            Vector2 to = Knot(knots, span + 1, stroke.Closed), after = Knot(knots, span + 2, stroke.Closed);
            for (int piece = span == 0 ? 0 : 1; piece <= pieces; piece++)
            {
                float t = (float)piece / pieces;
                _trace.Add(stroke.Curved ? CatmullRom(before, from, to, after, t) : Vector2.Lerp(from, to, t));
            }
        }
    }

    private static Vector2 Knot(ReadOnlySpan<Vector2> knots, int i, bool closed) =>
        knots[closed ? (i + knots.Length) % knots.Length : Math.Clamp(i, 0, knots.Length - 1)];

    private static Vector2 CatmullRom(Vector2 before, Vector2 from, Vector2 to, Vector2 after, float t) =>
        0.5f * ((2f * from) + ((to - before) * t)
            + (((2f * before) - (5f * from) + (4f * to) - after) * t * t)
            + (((3f * from) - before - (3f * to) + after) * t * t * t));

    /// <summary>Inks the pixels along a piece of line: fully within the pen's radius, fading over one pixel at its edge.</summary>
    private void InkLine(Vector2 from, Vector2 to, float radius)
    {
        Vector2 reach = new(radius + 1f), low = Vector2.Min(from, to) - reach, high = Vector2.Max(from, to) + reach;
        int left = Math.Max(0, (int)low.X), right = Math.Min(Side - 1, (int)high.X);
        int top = Math.Max(0, (int)low.Y), bottom = Math.Min(Side - 1, (int)high.Y);
        Vector2 along = to - from;
        float perLength = 1f / Math.Max(along.LengthSquared(), 1e-6f);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                Vector2 pixel = new(x + 0.5f, y + 0.5f);
                float t = Math.Clamp(Vector2.Dot(pixel - from, along) * perLength, 0f, 1f);
                float ink = Math.Clamp(radius + 0.5f - Vector2.Distance(pixel, from + (t * along)), 0f, 1f);
                ref float held = ref _ink[(y * Side) + x];
                held = Math.Max(held, ink);
            }
        }
    }

    private static float Uniform(RandomStream random, float low, float high) => low + ((high - low) * (float)random.NextDouble());

    /// <summary>Nearly normal with mean 0 and variance 1: the number of ones among 64 random bits, less 32, over 4.</summary>
    private static float Deviate(RandomStream random) => (BitOperations.PopCount(random.NextUInt64()) - 32) / 4f;
}
