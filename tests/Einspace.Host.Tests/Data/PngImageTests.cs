using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Einspace.Cli.Data;

namespace Einspace.Host.Tests.Data;

internal sealed class PngImageTests
{
    [TestCase(1, 0)]
    [TestCase(3, 2)]
    public void A_reader_by_the_standard_finds_the_samples(int samplesOfPixel, int colourType)
    {
        byte[] samples = [.. Enumerable.Range(0, 5 * 4 * samplesOfPixel).Select(i => (byte)(i * 37))];
        (Dictionary<string, byte[]> chunks, byte[] signature) = Read(new PngImage(5, 4, samples).ToBytes());

        Assert.That(signature, Is.EqualTo(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }));
        Assert.That(chunks.Keys, Is.EqualTo(new[] { "IHDR", "IDAT", "IEND" }));
        Assert.That(chunks["IHDR"], Is.EqualTo(new byte[] { 0, 0, 0, 5, 0, 0, 0, 4, 8, (byte)colourType, 0, 0, 0 }));
        using ZLibStream rows = new(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        byte[] row = new byte[1 + (5 * samplesOfPixel)];
        for (int y = 0; y < 4; y++)
        {
            rows.ReadExactly(row);
            Assert.That(row[0], Is.Zero, "no filter");
            Assert.That(row[1..], Is.EqualTo(samples[(y * 5 * samplesOfPixel)..((y + 1) * 5 * samplesOfPixel)]));
        }

        Assert.That(rows.ReadByte(), Is.EqualTo(-1));
    }

    // The last chunk of every PNG file, as the standard's own examples have it.
    [Test]
    public void The_check_sum_is_the_standards() =>
        Assert.That(new PngImage(1, 1, [7]).ToBytes()[^12..], Is.EqualTo(new byte[] { 0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xae, 0x42, 0x60, 0x82 }));

    private static (Dictionary<string, byte[]> Chunks, byte[] Signature) Read(byte[] file)
    {
        Dictionary<string, byte[]> chunks = [];
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add(Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }

        return (chunks, file[..8]);
    }
}
