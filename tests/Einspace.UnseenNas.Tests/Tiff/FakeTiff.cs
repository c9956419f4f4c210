using System.Buffers.Binary;
using System.IO.Compression;

namespace Einspace.UnseenNas.Tests.Tiff;

/// <summary>Writes pictures of one band of 16 bits.</summary>
internal static class FakeTiff
{
    /// <summary>A file.</summary>
    /// <param name="pixels">Row by row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="compression">1 plain, 5 LZW, 8 deflate.</param>
    /// <param name="predictor">2 for differences of neighbours.</param>
    /// <param name="little">The byte order.</param>
    /// <param name="part">Rows of a strip; with tiles, their rows and columns.</param>
    /// <param name="tiled">Tiles instead of strips.</param>
    /// <param name="big">BigTIFF: places and counts have 64 bits.</param>
    public static byte[] Write(ushort[] pixels, int width, int compression = 1, int predictor = 1, bool little = true, int part = 16, bool tiled = false, bool big = false)
    {
        int height = pixels.Length / width, partWidth = tiled ? part : width;
        List<byte[]> parts = [];
        for (int top = 0; top < height; top += part)
        {
            for (int left = 0; left < width; left += partWidth)
                parts.Add(Compress(Part(top, left, tiled ? part : Math.Min(part, height - top)), compression));
        }

        List<(int Tag, int[] Values)> fields =
        [
            (256, [width]), (257, [height]), (258, [16]), (259, [compression]), (277, [1]), (317, [predictor]), (339, [1]),
            .. tiled ? new (int, int[])[] { (322, [part]), (323, [part]) } : [(278, [part])],
        ];
        int place = big ? 8 : 4, at = big ? 16 : 8;
        fields.Add((tiled ? 324 : 273, [.. parts.Select(bytes => (at += bytes.Length) - bytes.Length)]));
        fields.Add((tiled ? 325 : 279, [.. parts.Select(bytes => bytes.Length)]));

        using MemoryStream stream = new();
        stream.Write(little ? "II"u8 : "MM"u8);
        Put(big ? 43 : 42, 2);
        if (big)
            Put(8, 2);
        if (big)
            Put(0, 2);
        int lists = at, directory = at + (fields.Where(field => field.Values.Length > 1).Sum(field => field.Values.Length) * place);
        Put(directory, place);
        parts.ForEach(bytes => stream.Write(bytes));
        foreach ((int _, int[] values) in fields.Where(field => field.Values.Length > 1))
            Array.ForEach(values, value => Put(value, place));
        Put(fields.Count, big ? 8 : 2);
        foreach ((int tag, int[] values) in fields.OrderBy(field => field.Tag))
        {
            Put(tag, 2);
            Put(big ? 16 : 4, 2);
            Put(values.Length, place);
            Put(values.Length > 1 ? lists + (fields.TakeWhile(field => field.Tag != tag).Where(field => field.Values.Length > 1).Sum(field => field.Values.Length) * place) : values[0], place);
        }

        Put(0, place);
        return stream.ToArray();

        byte[] Part(int top, int left, int rows)
        {
            byte[] bytes = new byte[rows * partWidth * 2];
            for (int row = 0; row < rows; row++)
            {
                ushort before = 0;
                for (int column = 0; column < partWidth; column++)
                {
                    bool inside = top + row < height && left + column < width;
                    ushort pixel = inside ? pixels[((top + row) * width) + left + column] : (ushort)7;
                    ushort stored = predictor == 2 && column > 0 ? (ushort)(pixel - before) : pixel;
                    before = pixel;
                    Span<byte> two = bytes.AsSpan(((row * partWidth) + column) * 2);
                    if (little)
                        BinaryPrimitives.WriteUInt16LittleEndian(two, stored);
                    else
                        BinaryPrimitives.WriteUInt16BigEndian(two, stored);
                }
            }

            return bytes;
        }

        void Put(long value, int bytes)
        {
            for (int i = 0; i < bytes; i++)
                stream.WriteByte((byte)(value >> (8 * (little ? i : bytes - 1 - i))));
        }
    }

    private static byte[] Compress(byte[] bytes, int compression)
    {
        if (compression == 1)
            return bytes;
        if (compression == 5)
            return Lzw(bytes);
        using MemoryStream stream = new();
        using (ZLibStream deflate = new(stream, CompressionLevel.Optimal))
            deflate.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>As section 13 of the standard writes it down: a table of texts, cleared when code 4094 is taken.</summary>
    private static byte[] Lzw(byte[] bytes)
    {
        List<bool> bits = [];
        Dictionary<string, int> table = [];
        int width = 9;
        Clear();
        string text = "";
        foreach (byte one in bytes)
        {
            string longer = text + (char)one;
            if (longer.Length == 1 || table.ContainsKey(longer))
            {
                text = longer;
                continue;
            }

            Put(Code(text));
            table[longer] = 258 + table.Count;
            width = table.Count + 258 >= 2048 ? 12 : table.Count + 258 >= 1024 ? 11 : table.Count + 258 >= 512 ? 10 : 9;
            if (table.Count + 258 == 4095)
                Clear();
            text = longer[^1..];
        }

        Put(Code(text));
        table["end"] = 0;
        width = table.Count + 258 >= 2048 ? 12 : table.Count + 258 >= 1024 ? 11 : table.Count + 258 >= 512 ? 10 : 9;
        Put(257);
        return [.. bits.Chunk(8).Select(eight => (byte)eight.Select((bit, place) => bit ? 128 >> place : 0).Sum())];

        int Code(string known) => known.Length == 1 ? known[0] : table[known];

        void Clear()
        {
            Put(256);
            table.Clear();
            width = 9;
        }

        void Put(int code)
        {
            for (int bit = width - 1; bit >= 0; bit--)
                bits.Add((code >> bit & 1) == 1);
        }
    }
}
