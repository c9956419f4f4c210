using Einspace.UnseenNas.CifarTile;

namespace Einspace.UnseenNas.Tests.CifarTile;

internal sealed class TilePainterTests
{
    private static readonly float[] Mean = [0.49139968f, 0.48215827f, 0.44653124f];
    private static readonly float[] Deviation = [0.24703233f, 0.24348505f, 0.26158768f];

    private readonly TemporaryFolder _folder = new();
    private CifarImage _image;

    /// <summary>An image whose pixels are all different: red tells the column, green the row.</summary>
    [OneTimeSetUp]
    public void MakeImage()
    {
        byte[] record = new byte[FakeCifar.Record];
        for (int pixel = 0; pixel < 1024; pixel++)
        {
            record[1 + pixel] = (byte)(1 + (pixel % 32));
            record[1025 + pixel] = (byte)(1 + (pixel / 32));
            record[2049 + pixel] = 200;
        }

        File.WriteAllBytes(_folder["test_batch.bin"], record);
        _image = CifarBatch.Read(_folder["."], "test_batch.bin")!.Images.Single();
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void A_tile_is_the_image_normalised_in_its_quarter([Range(0, 3)] int tile)
    {
        float[] example = new float[3 * 64 * 64];
        Array.Fill(example, float.NaN);
        TilePainter.Paint(_image, tile, example);

        byte[,,] pixels = Quarter(example, tile);
        for (int y = 0; y < 32; y++)
        {
            for (int x = 0; x < 32; x++)
                Assert.That((pixels[0, y, x], pixels[1, y, x], pixels[2, y, x]), Is.EqualTo(((byte)(x + 1), (byte)(y + 1), (byte)200)));
        }

        Assert.That(example.Count(float.IsNaN), Is.EqualTo(3 * 3 * 32 * 32), "the other three quarters are left alone");
    }

    /// <summary>All 9 × 9 places of the frame and both sides occur, and each picture is the crop that its shift says, black where the frame shows.</summary>
    [Test]
    public void A_varied_tile_is_a_crop_out_of_a_black_frame_of_four_perhaps_mirrored()
    {
        RandomStream random = RandomStream.Derive(0, "test");
        float[] example = new float[3 * 64 * 64];
        HashSet<(int Down, int Right, bool Mirrored)> seen = [];
        for (int i = 0; i < 2_000; i++)
        {
            TilePainter.Paint(_image, 0, example, random);
            byte[,,] pixels = Quarter(example, 0);
            // In the middle is always the image: two neighbours tell the rest.
            bool mirrored = pixels[0, 16, 17] < pixels[0, 16, 16];
            int down = pixels[1, 16, 16] - 1 - 16, right = pixels[0, 16, 16] - 1 - (mirrored ? 15 : 16);
            seen.Add((down, right, mirrored));
            for (int y = 0; y < 32; y++)
            {
                for (int x = 0; x < 32; x++)
                {
                    int fromY = y + down, fromX = (mirrored ? 31 - x : x) + right;
                    bool inside = fromY is >= 0 and < 32 && fromX is >= 0 and < 32;
                    var expected = inside ? ((byte)(fromX + 1), (byte)(fromY + 1), (byte)200) : ((byte)0, (byte)0, (byte)0);
                    if ((pixels[0, y, x], pixels[1, y, x], pixels[2, y, x]) != expected)
                        Assert.Fail($"pixel {x}, {y} of the picture moved by {right}, {down}, mirrored {mirrored}");
                }
            }
        }

        Assert.That(seen, Has.Count.EqualTo(9 * 9 * 2));
        Assert.That(seen.Select(place => place.Down), Is.All.InRange(-4, 4));
        Assert.That(seen.Select(place => place.Right), Is.All.InRange(-4, 4));
    }

    private static byte[,,] Quarter(float[] example, int tile)
    {
        byte[,,] pixels = new byte[3, 32, 32];
        for (int channel = 0; channel < 3; channel++)
        {
            for (int y = 0; y < 32; y++)
            {
                for (int x = 0; x < 32; x++)
                {
                    float value = example[(channel * 4096) + (((tile / 2 * 32) + y) * 64) + (tile % 2 * 32) + x];
                    pixels[channel, y, x] = (byte)Math.Round(((value * Deviation[channel]) + Mean[channel]) * 255);
                }
            }
        }

        return pixels;
    }
}
