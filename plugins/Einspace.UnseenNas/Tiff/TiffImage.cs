using System.IO.Compression;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Tiff;

/// <summary>
/// One band of a picture from a TIFF file (Adobe's revision 6.0 of 1992) as satellites' pictures are stored: whole numbers of 16 bits,
/// in strips or tiles, plain, LZW or deflate, with or without differences of neighbours (predictor 2), in either byte order.
/// </summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Row by row from the top.</param>
internal sealed record TiffImage(int Width, int Height, ushort[] Pixels)
{
    private const int Side = 1 << 12;
    private const int ImageWidth = 256, ImageHeight = 257, Bits = 258, Compression = 259, StripOffsets = 273, Samples = 277, RowsPerStrip = 278, StripSizes = 279,
        Predictor = 317, TileWidth = 322, TileHeight = 323, TileOffsets = 324, TileSizes = 325, SampleFormat = 339;

    private static readonly Dictionary<int, string> OtherCompressions = new()
    {
        [6] = "JPEG", [7] = "JPEG", [32773] = "PackBits", [34887] = "LERC", [34925] = "LZMA", [50000] = "zstd", [50001] = "WebP",
    };

    private const int Plain = 1, Lzw = 5, Deflate = 8, OldDeflate = 32946, Differences = 2;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="bytes">What it holds.</param>
    /// <exception cref="InputException">It is no such file, of another kind, or damaged.</exception>
    public static TiffImage Read(string path, byte[] bytes)
    {
        try
        {
            return Read(new TiffFields(bytes));
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{path} cannot be read as TIFF: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static TiffImage Read(TiffFields fields)
    {
        int width = fields.Number(ImageWidth), height = fields.Number(ImageHeight);
        if (width is < 1 or > Side || height is < 1 or > Side)
            throw new InvalidDataException($"it is {width}×{height}, where 1 to {Side} each way were expected");
        Expect(fields.Number(Bits, 1), "bits in a number", 16);
        Expect(fields.Number(Samples, 1), "numbers in a pixel", 1);
        Expect(fields.Number(SampleFormat, 1), "the kind of numbers (1 = whole, not negative)", 1);
        int compression = fields.Number(Compression, Plain);
        if (OtherCompressions.TryGetValue(compression, out string? other))
            throw new InvalidDataException($"it is compressed by {other} ({compression}), which is not read; store it plain, by LZW or by deflate");
        Expect(compression, "the compression", Plain, Lzw, Deflate, OldDeflate);
        Expect(fields.Number(Predictor, 1), "the predictor", 1, Differences);

        bool tiled = fields.Has(TileOffsets);
        int partWidth = tiled ? fields.Number(TileWidth) : width, partHeight = tiled ? fields.Number(TileHeight) : Math.Min(height, fields.Number(RowsPerStrip, height));
        if (partWidth is < 1 or > Side || partHeight is < 1 or > Side)
            throw new InvalidDataException($"its parts are {partWidth}×{partHeight}");
        int across = (width + partWidth - 1) / partWidth, down = (height + partHeight - 1) / partHeight;
        int[] offsets = fields.Numbers(tiled ? TileOffsets : StripOffsets), sizes = fields.Numbers(tiled ? TileSizes : StripSizes);
        if (offsets.Length != across * down || sizes.Length != offsets.Length)
            throw new InvalidDataException($"it has {offsets.Length} parts and {sizes.Length} lengths of parts, where {across * down} were expected");

        ushort[] pixels = new ushort[width * height];
        for (int part = 0; part < offsets.Length; part++)
        {
            int top = part / across * partHeight, left = part % across * partWidth;
            int rows = tiled ? partHeight : Math.Min(partHeight, height - top);
            ushort[] own = Numbers(fields, fields.Bytes(offsets[part], sizes[part]), partWidth, rows);
            for (int row = top; row < Math.Min(top + rows, height); row++)
                own.AsSpan((row - top) * partWidth, Math.Min(partWidth, width - left)).CopyTo(pixels.AsSpan((row * width) + left));
        }

        return new(width, height, pixels);
    }

    private static ushort[] Numbers(TiffFields fields, ReadOnlySpan<byte> stored, int width, int rows)
    {
        int length = width * rows * sizeof(ushort);
        byte[] bytes = fields.Number(Compression, Plain) switch
        {
            Plain => stored.ToArray(),
            Lzw => TiffLzw.Decompress(stored, length),
            _ => Inflate(stored, length),
        };
        if (bytes.Length < length)
            throw new InvalidDataException($"a part of it has {bytes.Length} bytes, where {length} were expected");
        ushort[] numbers = new ushort[width * rows];
        bool differences = fields.Number(Predictor, 1) == Differences;
        for (int i = 0; i < numbers.Length; i++)
        {
            ushort number = fields.Read16(bytes.AsSpan(i * sizeof(ushort)));
            numbers[i] = differences && i % width > 0 ? unchecked((ushort)(number + numbers[i - 1])) : number;
        }

        return numbers;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> stored, int length)
    {
        using ZLibStream stream = new(new MemoryStream(stored.ToArray()), CompressionMode.Decompress);
        byte[] bytes = new byte[length];
        return bytes[..stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false)];
    }

    private static void Expect(int found, string what, params int[] expected)
    {
        if (!expected.Contains(found))
            throw new InvalidDataException($"{what}: found {found}, expected {string.Join(" or ", expected)}");
    }
}
