using Einspace.Sdk;

namespace Einspace.UnseenNas.CifarTile;

/// <summary>Paints an image as one of the four tiles of an example, normalised by CIFAR-10's usual mean and deviation.</summary>
internal static class TilePainter
{
    // The published generator crops images to their own size out of a frame of so many black pixels.
    private const int Frame = 4;

    private const int Side = CifarBatch.Side, Row = 2 * Side;

    private static readonly float[] Mean = [0.49139968f, 0.48215827f, 0.44653124f];
    private static readonly float[] Deviation = [0.24703233f, 0.24348505f, 0.26158768f];

    private static readonly float[][] Normalised =
        [.. Mean.Zip(Deviation, (mean, deviation) => Enumerable.Range(0, 256).Select(value => ((value / 255f) - mean) / deviation).ToArray())];

    /// <summary>Paints a tile as it is.</summary>
    /// <param name="image">The image.</param>
    /// <param name="tile">0 to 3: above left, above right, below left, below right.</param>
    /// <param name="example">3×64×64.</param>
    public static void Paint(CifarImage image, int tile, Span<float> example) => Paint(image, tile, example, 0, 0, false);

    /// <summary>Paints a tile shifted by up to four pixels each way, with black where nothing is, and in half of the cases mirrored.</summary>
    /// <param name="image">The image.</param>
    /// <param name="tile">0 to 3: above left, above right, below left, below right.</param>
    /// <param name="example">3×64×64.</param>
    /// <param name="random">What shift and mirroring are drawn from.</param>
    public static void Paint(CifarImage image, int tile, Span<float> example, RandomStream random)
    {
        int down = random.NextInt((2 * Frame) + 1) - Frame, right = random.NextInt((2 * Frame) + 1) - Frame;
        Paint(image, tile, example, down, right, random.NextInt(2) == 1);
    }

    private static void Paint(CifarImage image, int tile, Span<float> example, int down, int right, bool mirrored)
    {
        ReadOnlySpan<byte> pixels = image.Pixels;
        int corner = (tile / 2 * Side * Row) + (tile % 2 * Side);
        for (int channel = 0; channel < CifarBatch.Channels; channel++)
        {
            float[] normalised = Normalised[channel];
            ReadOnlySpan<byte> plane = pixels.Slice(channel * Side * Side, Side * Side);
            for (int y = 0; y < Side; y++)
            {
                Span<float> line = example.Slice((channel * Row * Row) + corner + (y * Row), Side);
                int fromRow = y + down;
                if ((uint)fromRow >= Side)
                {
                    line.Fill(normalised[0]);
                    continue;
                }

                for (int x = 0; x < Side; x++)
                {
                    int from = (mirrored ? Side - 1 - x : x) + right;
                    line[x] = normalised[(uint)from < Side ? plane[(fromRow * Side) + from] : 0];
                }
            }
        }
    }
}
