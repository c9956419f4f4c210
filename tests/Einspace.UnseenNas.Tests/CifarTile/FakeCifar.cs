using System.IO.Compression;

namespace Einspace.UnseenNas.Tests.CifarTile;

/// <summary>Batches of CIFAR-10's format whose images are of one colour that tells what they are: red ten times the class, green and blue the number, counted from one batch on to the next where asked.</summary>
internal static class FakeCifar
{
    /// <summary>Bytes of an image with its label.</summary>
    public const int Record = 3073;

    public static void Write(string folder, string name, int count, bool compressed = false, int from = 0)
    {
        Directory.CreateDirectory(folder);
        byte[] batch = new byte[count * Record];
        for (int i = 0; i < count; i++)
        {
            Span<byte> record = batch.AsSpan(i * Record, Record);
            record[0] = (byte)(i * 7 % 10);
            record[1..1025].Fill((byte)(record[0] * 10));
            record[1025..2049].Fill((byte)((from + i) % 256));
            record[2049..].Fill((byte)((from + i) / 256));
        }

        using Stream stream = compressed ? new GZipStream(File.Create(Path.Combine(folder, name + ".gz")), CompressionLevel.Fastest) : File.Create(Path.Combine(folder, name));
        stream.Write(batch);
    }
}
