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

    /// <summary>Checks a line, of whatever version.</summary>
    /// <param name="line">The line's bytes without its line feed.</param>
    /// <exception cref="InvalidDataException">It is damaged; the message follows "the record".</exception>
    public static void Check(ReadOnlySpan<byte> line)
    {
        if (line.Length <= SealLength || !line.EndsWith("\"}"u8) || !line[^SealLength..].StartsWith(",\"crc\":\""u8))
            throw new InvalidDataException("has no checksum at its end");
        string seal = Seal(line[..^SealLength]);
        if (Encoding.ASCII.GetString(line[^SealLength..]) != seal)
            throw new InvalidDataException($"does not match its checksum: found {Encoding.ASCII.GetString(line[^10..^2])}, expected {seal[8..16]}");
    }

    /// <summary>Reads a line that was checked.</summary>
    /// <exception cref="InvalidDataException">It is none that this version knows; the message follows "the record".</exception>
    public static JournalRecord Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, Json.JournalRecord) ?? throw new JsonException("found null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"is none that this version knows: {e.Message}", e);
        }
    }

    /// <summary>The format that a journal's first line, checked and of whatever version, names; null where it names none.</summary>
    public static int? ReadFormat(ReadOnlySpan<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line.ToArray());
        return document.RootElement.TryGetProperty("format", out JsonElement format) && format.ValueKind == JsonValueKind.Number
            ? format.GetInt32()
            : null;
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
