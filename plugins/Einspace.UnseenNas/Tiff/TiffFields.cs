using System.Buffers.Binary;

namespace Einspace.UnseenNas.Tiff;

/// <summary>
/// What a TIFF file says of its first picture: numbers by tag. Of a BigTIFF file, whose places and counts have 64 bits instead of 32, so
/// much as lies in its first 2 GiB.
/// </summary>
internal sealed class TiffFields
{
    private const int Head = 8, Magic = 42, BigMagic = 43, Short = 3, Long = 4, Long8 = 16, MostNumbers = 1 << 20;

    private readonly byte[] _bytes;
    private readonly bool _little;
    private readonly int _width;
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
        if (magic is not (Magic or BigMagic))
            throw new InvalidDataException($"found {magic} where {Magic} or, in a BigTIFF file, {BigMagic} was expected");
        bool big = magic == BigMagic;
        if (big && (Read16(Bytes(4, 2)), Read16(Bytes(6, 2))) is not (sizeof(ulong), 0))
            throw new InvalidDataException("it begins as a BigTIFF file, whose places should have 8 bytes, and does not say so");
        _width = big ? sizeof(ulong) : sizeof(uint);
        int at = Read(Bytes(big ? Head : Head / 2, _width)), countWidth = big ? sizeof(ulong) : sizeof(ushort), count = Read(Bytes(at, countWidth)), entry = 4 + (2 * _width);
        for (int i = 0; i < count; i++)
            ReadEntry(Bytes(at + countWidth + ((long)i * entry), entry));
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
    public ReadOnlySpan<byte> Bytes(long at, int length) => at >= 0 && length >= 0 && at + length <= _bytes.Length
        ? _bytes.AsSpan((int)at, length)
        : throw new InvalidDataException($"{length} bytes at {at} are beyond its end at {_bytes.Length}; it may be truncated");

    /// <summary>A number of 16 bits in the file's byte order.</summary>
    public ushort Read16(ReadOnlySpan<byte> bytes) => _little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>A number of as many bits as there are; −1 where it is too large for a place in a file that is read whole.</summary>
    private int Read(ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (int i = 0; i < bytes.Length; i++)
            number = (number << 8) | bytes[_little ? bytes.Length - 1 - i : i];
        return number <= int.MaxValue ? (int)number : -1;
    }

    private void ReadEntry(ReadOnlySpan<byte> entry)
    {
        int type = Read16(entry[2..]), count = Read(entry.Slice(4, _width)), width = type switch { Short => 2, Long => 4, _ => 8 };
        if (type is not (Short or Long or Long8) || count < 1)
            return;
        if (count > MostNumbers)
            throw new InvalidDataException($"its tag {Read16(entry)} promises {count} numbers");
        ReadOnlySpan<byte> place = entry[(4 + _width)..], values = count * width <= _width ? place[..(count * width)] : Bytes(Read(place), count * width);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++)
            numbers[i] = Read(values.Slice(i * width, width));
        _numbers[Read16(entry)] = numbers;
    }
}
