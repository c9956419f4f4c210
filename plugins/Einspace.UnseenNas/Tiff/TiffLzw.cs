namespace Einspace.UnseenNas.Tiff;

/// <summary>
/// Decompresses LZW as TIFF has it (revision 6.0, section 13): codes of 9 to 12 bits, highest bit first, that grow one code early.
/// </summary>
internal static class TiffLzw
{
    private const int Clear = 256, End = 257, First = 258, ShortestCode = 9, LongestCode = 12, Codes = 1 << LongestCode;

    /// <summary>Decompresses.</summary>
    /// <param name="stored">What is stored.</param>
    /// <param name="length">How many bytes should come out; fewer may, never more.</param>
    /// <exception cref="InvalidDataException">There is a code that means nothing.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> stored, int length)
    {
        // Each code's text is one that was put out, and the byte after it: where it began, and how long it is.
        int[] starts = new int[Codes], lengths = new int[Codes];
        byte[] bytes = new byte[length];
        int at = 0, bit = 0, width = ShortestCode, next = First, lastStart = 0, lastLength = 0;
        while (at < length && bit + width <= stored.Length * 8)
        {
            int code = Code(stored, bit, width);
            bit += width;
            if (code == End)
                break;
            if (code == Clear)
            {
                (width, next, lastLength) = (ShortestCode, First, 0);
                continue;
            }

            if (lastLength > 0 && next < Codes)
                (starts[next], lengths[next], next) = (lastStart, lastLength + 1, next + 1);
            if (code >= next)
                throw new InvalidDataException($"found the LZW code {code}, where {next - 1} was the highest");
            int start = at, count = code < Clear ? 1 : lengths[code];
            for (int i = 0; i < count && at < length; i++)
                bytes[at++] = code < Clear ? (byte)code : bytes[starts[code] + i];
            (lastStart, lastLength) = (start, count);
            width = Math.Clamp(int.Log2(next + 1) + 1, ShortestCode, LongestCode);
        }

        return bytes[..at];
    }

    private static int Code(ReadOnlySpan<byte> stored, int bit, int width)
    {
        int code = 0;
        for (int i = bit; i < bit + width; i++)
            code = (code << 1) | ((stored[i / 8] >> (7 - (i % 8))) & 1);
        return code;
    }
}
