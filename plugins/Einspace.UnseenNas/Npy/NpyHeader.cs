using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Npy;

/// <summary>What an .npy file says of itself before its data.</summary>
/// <param name="Element">Type of the elements.</param>
/// <param name="BigEndian">Whether elements have their most significant byte first.</param>
/// <param name="Fortran">Whether the first axis varies fastest; otherwise the last.</param>
/// <param name="Shape">Sizes of the axes; empty for a single number.</param>
internal sealed record NpyHeader(NpyElement Element, bool BigEndian, bool Fortran, ImmutableArray<long> Shape)
{
    private const int MagicLength = 8;

    // NumPy itself refuses more than 10,000 characters; room for every honest header, none for one that eats the memory.
    private const int LongestText = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The number of bytes of the data.</summary>
    public long DataLength => checked(Count * Element.Size());

    /// <summary>The shape as a person writes it, for example <c>45000×3×28×28</c>.</summary>
    public string ShapeText => Shape.IsEmpty ? "a single number" : string.Join('×', Shape);

    /// <summary>Reads a header and leaves the stream at the data.</summary>
    /// <param name="stream">The file from its beginning.</param>
    /// <param name="path">The file's name, for messages.</param>
    /// <exception cref="InputException">It is not an .npy file, or one of a kind that is not read.</exception>
    public static NpyHeader Read(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[MagicLength];
        if (stream.ReadAtLeast(start, MagicLength, throwOnEndOfStream: false) < MagicLength || !start.StartsWith(Magic))
            throw new InputException($"{path} is not an .npy file: it does not begin with NumPy's signature.");
        int version = start[6];
        if (version is < 1 or > 3)
            throw new InputException($"{path} is an .npy file of version {version}; versions 1 to 3 are read.");

        Span<byte> length = stackalloc byte[version == 1 ? 2 : 4];
        if (stream.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
            throw new InputException($"{path} is truncated within its header.");
        uint textLength = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (textLength > LongestText)
            throw new InputException($"{path} claims a header of {textLength} bytes; at most {LongestText} are read.");

        byte[] text = new byte[textLength];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
            throw new InputException($"{path} is truncated within its header.");
        Encoding encoding = version == 3 ? Encoding.UTF8 : Encoding.Latin1;
        return new NpyHeaderText(encoding.GetString(text), path).Parse();
    }

    /// <summary>Writes the header, padded so that the data begin at a multiple of 64 bytes as the format asks.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="version">The format's version, 1 to 3.</param>
    public void Write(Stream stream, int version = 1)
    {
        char order = Element.Size() == 1 ? '|' : BigEndian ? '>' : '<';
        string shape = Shape.Length == 1 ? $"({Shape[0]},)" : $"({string.Join(", ", Shape)})";
        string text = $"{{'descr': '{order}{Element.Code()}', 'fortran_order': {(Fortran ? "True" : "False")}, 'shape': {shape}, }}";

        int prefix = MagicLength + (version == 1 ? 2 : 4);
        int total = (prefix + text.Length + 1 + 63) / 64 * 64;
        byte[] header = new byte[total];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[6], header[7]) = ((byte)version, 0);
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(MagicLength), (ushort)(total - prefix));
        else
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(MagicLength), (uint)(total - prefix));
        Encoding.ASCII.GetBytes(text, header.AsSpan(prefix));
        header[^1] = (byte)'\n';
        stream.Write(header);
    }
}
