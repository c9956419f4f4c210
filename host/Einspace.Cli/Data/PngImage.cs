using System.Buffers.Binary;
using System.IO.Compression;

namespace Einspace.Cli.Data;

/// <summary>A picture of 8 bits per sample, as a PNG file (ISO/IEC 15948).</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Samples">Row by row, one byte per pixel (grey) or three (red, green, blue).</param>
internal sealed record PngImage(int Width, int Height, byte[] Samples)
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    private int SamplesOfPixel => Samples.Length / (Width * Height);

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes()
    {
        using MemoryStream file = new();
        file.Write(Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        header[8] = 8;
        header[9] = SamplesOfPixel == 1 ? (byte)0 : (byte)2;
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compressed());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The file as an address that holds it, for a page without other files.</summary>
    public string ToDataAddress() => $"data:image/png;base64,{Convert.ToBase64String(ToBytes())}";

    private byte[] Compressed()
    {
        using MemoryStream bytes = new();
        using (ZLibStream compressor = new(bytes, CompressionLevel.Optimal))
        {
            int length = Width * SamplesOfPixel;
            for (int row = 0; row < Height; row++)
            {
                // Every row says by which filter it goes: none.
                compressor.WriteByte(0);
                compressor.Write(Samples, row * length, length);
            }
        }

        return bytes.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        uint crc = uint.MaxValue;
        foreach (byte value in (byte[])[.. type, .. content])
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }

    private static uint CrcOf(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : 0xedb88320 ^ (crc >> 1);
        return crc;
    }
}
