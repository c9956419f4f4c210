using System.Buffers.Binary;

namespace Einspace.UnseenNas.Tiff;

/// <summary>What a TIFF file says of its first picture: numbers by tag.</summary>
internal sealed class TiffFields
{
    private const int Head = 8, Entry = 12, Magic = 42, BigMagic = 43, Short = 3, Long = 4, MostNumbers = 1 << 20;

    private readonly byte[] _bytes;
    private readonly bool _little;
    private readonly Dictionary<int, int[]> _numbers = [];

    /// <summary>Reads them.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="InvalidDataException">It is no TIFF file, or damaged.</exception>
    public TiffFields(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < Head || (bytes[0], bytes[1]) is not (((byte)'I', (byte)'I') or ((byte)'M', (byte)'M')))
            throw new InvalidDataException("it does not begin with II or MM");
        _little = bytes[0] == 'I';
        int magic = Read16(Bytes(2, 2));
        if (magic != Magic)
            throw new InvalidDataException(magic == BigMagic ? "it is a BigTIFF file, which is not read" : $"found {magic} where {Magic} was expected");
        int at = Read32(Bytes(4, 4)), count = Read16(Bytes(at, 2));
        for (int i = 0; i < count; i++)
            ReadEntry(Bytes(at + 2 + (i * Entry), Entry));
    }

    /// <summary>Whether a tag is there.</summary>
    public bool Has(int tag) => _numbers.ContainsKey(tag);

    /// <summary>All numbers of a tag.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public int[] Numbers(int tag) => _numbers.TryGetValue(tag, out int[]? numbers) ? numbers : throw new InvalidDataException($"it does not say its tag {tag}");

    /// <summary>The first number of a tag.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public int Number(int tag) => Numbers(tag)[0];

    /// <summary>The first number of a tag, or another where there is none.</summary>
    public int Number(int tag, int otherwise) => Has(tag) ? Number(tag) : otherwise;

    /// <summary>Bytes of the file.</summary>
    /// <exception cref="InvalidDataException">They are beyond its end.</exception>
    public ReadOnlySpan<byte> Bytes(int at, int length) => at >= 0 && length >= 0 && (long)at + length <= _bytes.Length
        ? _bytes.AsSpan(at, length)
        : throw new InvalidDataException($"{length} bytes at {at} are beyond its end at {_bytes.Length}; it may be truncated");

    /// <summary>A number of 16 bits in the file's byte order.</summary>
    public ushort Read16(ReadOnlySpan<byte> bytes) => _little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private int Read32(ReadOnlySpan<byte> bytes) => _little ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes);

    private void ReadEntry(ReadOnlySpan<byte> entry)
    {
        int type = Read16(entry[2..]), count = Read32(entry[4..]), width = type == Short ? 2 : 4;
        if (type is not (Short or Long) || count < 1)
            return;
        if (count > MostNumbers)
            throw new InvalidDataException($"its tag {Read16(entry)} promises {count} numbers");
        ReadOnlySpan<byte> values = count * width <= 4 ? entry.Slice(8, count * width) : Bytes(Read32(entry[8..]), count * width);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++)
            numbers[i] = type == Short ? Read16(values[(i * width)..]) : Read32(values[(i * width)..]);
        _numbers[Read16(entry)] = numbers;
    }
}
