using Einspace.UnseenNas.Tiff;

namespace Einspace.UnseenNas.Tests.Tiff;

internal sealed class TiffImageTests
{
    [Test, Combinatorial]
    public void Every_form_gives_the_same_pixels([Values(1, 5, 8)] int compression, [Values(1, 2)] int predictor, [Values] bool little, [Values] bool tiled, [Values] bool noisy, [Values] bool big)
    {
        RandomStream random = RandomStream.Derive(1, "pixels");
        ushort[] pixels = [.. Enumerable.Range(0, 120 * 50).Select(i => (ushort)(noisy ? random.NextInt(65_536) : i / 7 % 50))];
        TiffImage image = TiffImage.Read("x.tif", FakeTiff.Write(pixels, 120, compression, predictor, little, tiled ? 32 : 40, tiled, big));
        Assert.That((image.Width, image.Height), Is.EqualTo((120, 50)));
        Assert.That(image.Pixels, Is.EqualTo(pixels));
    }

    [Test]
    public void Wrong_files_are_one_sentence_each()
    {
        byte[] plain = FakeTiff.Write(new ushort[64], 8), lzw = FakeTiff.Write(new ushort[64], 8, 5);
        AssertRefused([], "does not begin with II or MM");
        AssertRefused([.. "PNG is a picture in another form"u8], "does not begin with II or MM");
        AssertRefused(With(plain, 2, 43), "it begins as a BigTIFF file");
        byte[] large = FakeTiff.Write(new ushort[64], 8, big: true);
        AssertRefused(large[..^40], "it may be truncated");
        AssertRefused(With(large, 15, 1), "it may be truncated");
        AssertRefused(large[..8], "it may be truncated");
        AssertRefused(With(plain, 2, 41), "found 41 where 42 or, in a BigTIFF file, 43 was expected");
        AssertRefused(plain[..^40], "it may be truncated");
        AssertRefused(WithField(plain, 258, 8), "bits in a number: found 8, expected 16");
        AssertRefused(WithField(plain, 259, 7), "it is compressed by JPEG (7), which is not read");
        AssertRefused(WithField(plain, 259, 50_000), "it is compressed by zstd (50000), which is not read; store it plain");
        AssertRefused(WithField(plain, 259, 2), "the compression: found 2, expected 1 or 5 or 8 or 32946");
        AssertRefused(WithField(plain, 277, 3), "numbers in a pixel: found 3, expected 1");
        AssertRefused(WithField(plain, 317, 3), "the predictor: found 3");
        AssertRefused(WithField(plain, 339, 3), "the kind of numbers");
        AssertRefused(WithField(plain, 256, 0), "it is 0×8");
        AssertRefused(WithField(plain, 257, 1 << 20), "it is 8×1048576");
        AssertRefused(WithField(plain, 257, 100), "it has 1 parts and 1 lengths of parts, where 7 were expected");
        AssertRefused(WithField(plain, 273, 100_000), "it may be truncated");
        AssertRefused(WithField(plain, 279, 100), "a part of it has 100 bytes, where 128 were expected");
        AssertRefused(WithField(lzw, 279, 3), "a part of it has ");
        AssertRefused(With(lzw, 10, 255), "LZW code");

        static byte[] With(byte[] bytes, int at, byte value) => [.. bytes[..at], value, .. bytes[(at + 1)..]];

        static byte[] WithField(byte[] bytes, int tag, int value)
        {
            byte[] field = [.. BitConverter.GetBytes((ushort)tag), 4, 0, 1, 0, 0, 0], copy = [.. bytes];
            BitConverter.GetBytes(value).CopyTo(copy, bytes.AsSpan().LastIndexOf(field) + field.Length);
            return copy;
        }

        static void AssertRefused(byte[] bytes, string sentence) =>
            Assert.That(() => TiffImage.Read("x.tif", bytes), Throws.InstanceOf<InputException>().With.Message.Contains("x.tif cannot be read as TIFF: ").And.Message.Contains(sentence));
    }

    [Test]
    public void Damaged_bytes_are_pixels_or_a_sentence()
    {
        RandomStream random = RandomStream.Derive(2, "damage");
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bytes = FakeTiff.Write([.. Enumerable.Range(0, 64).Select(pixel => (ushort)pixel)], 8, new[] { 1, 5, 8 }[i % 3], big: i % 2 == 1);
            for (int changes = 0; changes < 3; changes++)
                bytes[random.NextInt(bytes.Length)] = (byte)random.NextInt(256);
            try
            {
                Assert.That(TiffImage.Read("x.tif", bytes).Pixels, Is.Not.Empty);
            }
            catch (InputException e)
            {
                Assert.That(e.Message, Does.StartWith("x.tif cannot be read as TIFF: ").And.Not.EndsWith(".."));
            }
        }
    }
}
