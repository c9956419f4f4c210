using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Einspace.Host.Studies.Journal;

/// <summary>
/// A record as a line: a JSON object whose last property, <c>crc</c>, is the CRC-32C in eight hexadecimal digits of all bytes of
/// the line before <c>,"crc":</c>. A line ends with its line feed; without it, it was never written to its end.
/// </summary>
internal static class JournalLine
{
    private const int SealLength = 18;
    private static readonly JournalJsonContext Json = new(new JsonSerializerOptions(JournalJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Appends a record's line.</summary>
    public static void Write(JournalRecord record, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> open = Serialize(record).AsSpan()[..^1];
        output.Write(open);
        output.Write(Encoding.ASCII.GetBytes(Seal(open)));
        output.Write("\n"u8);
    }

    /// <summary>Reads a line, given without its line feed.</summary>
    /// <param name="line">The line's bytes.</param>
    /// <param name="damage">What is wrong with it, to follow "the record"; null where nothing is.</param>
    /// <returns>The record; null where it is damaged.</returns>
    /// <exception cref="InvalidDataException">It is whole, and none that this version knows.</exception>
    public static JournalRecord? Read(ReadOnlySpan<byte> line, out string? damage)
    {
        damage = null;
        if (line.Length <= SealLength || !line.EndsWith("\"}"u8) || !line[^SealLength..].StartsWith(",\"crc\":\""u8))
        {
            damage = "has no checksum at its end";
            return null;
        }

        ReadOnlySpan<byte> open = line[..^SealLength];
        string seal = Seal(open);
        if (Encoding.ASCII.GetString(line[^SealLength..]) != seal)
        {
            damage = $"does not match its checksum: found {Encoding.ASCII.GetString(line[^10..^2])}, expected {seal[8..16]}";
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(line, Json.JournalRecord);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"is none that this version knows: {e.Message}", e);
        }
    }

    /// <summary>A record's JSON without its checksum, for comparisons.</summary>
    public static string Text(JournalRecord record) => Encoding.UTF8.GetString(Serialize(record));

    private static byte[] Serialize(JournalRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Json.JournalRecord);

    private static string Seal(ReadOnlySpan<byte> open) =>
        string.Create(CultureInfo.InvariantCulture, $",\"crc\":\"{Checksum(open):x8}\"}}");

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
