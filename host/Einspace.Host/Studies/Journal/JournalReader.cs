using System.Collections.Immutable;
using Einspace.Sdk;

namespace Einspace.Host.Studies.Journal;

/// <summary>Reads a journal. A last line without its end is left out and told of; any other damage is an error.</summary>
internal static class JournalReader
{
    private const int ChunkSize = 1 << 20;

    /// <summary>Reads a journal's records.</summary>
    /// <param name="file">The journal; may be written by another process meanwhile.</param>
    /// <returns>The records in order, and where they end.</returns>
    /// <exception cref="InputException">It cannot be read, is of a newer format, or damaged; the sentence names file and line.</exception>
    public static JournalContent Read(string file)
    {
        try
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
            return Read(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The journal {file} cannot be read: {e.Message}", e);
        }
    }

    private static JournalContent Read(FileStream stream)
    {
        var records = ImmutableArray.CreateBuilder<JournalRecord>();
        long end = 0;
        byte[] buffer = new byte[ChunkSize];
        int filled = 0;
        for (int read; (read = stream.Read(buffer, filled, buffer.Length - filled)) > 0;)
        {
            filled += read;
            int consumed = 0;
            for (int length; (length = buffer.AsSpan(consumed, filled - consumed).IndexOf((byte)'\n')) >= 0; consumed += length + 1)
                records.Add(Read(buffer.AsSpan(consumed, length), stream.Name, records.Count));
            end += consumed;
            filled -= consumed;
            buffer.AsSpan(consumed, filled).CopyTo(buffer);
            if (filled == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
        }

        return new JournalContent(records.DrainToImmutable(), end, Torn: filled);
    }

    private static JournalRecord Read(ReadOnlySpan<byte> line, string file, int number)
    {
        try
        {
            JournalLine.Check(line);
            // Before the record, which in a newer format may be none that can be read here.
            if (number == 0 && JournalLine.ReadFormat(line) is { } format and > JournalRecord.Opened.CurrentFormat)
            {
                throw new InputException(
                    $"The journal {file} is of format {format}, and this einspace reads formats up to {JournalRecord.Opened.CurrentFormat}: "
                    + "a newer version wrote it, and one is needed to go on with it.");
            }

            JournalRecord record = JournalLine.Read(line);
            return record.Number == number
                ? record
                : throw new InvalidDataException($"has number {record.Number}, expected {number}: lines are missing or repeated");
        }
        catch (InvalidDataException e)
        {
            // Also where it is the last line: only what has no end was torn. Dropping a whole line would lose what was durable.
            throw new InputException(
                $"{file}, line {number + 1}: the record {e.Message}; the journal was changed or damaged, and nothing was read from it or written "
                + "to it. Restore the file, or cut it off before this line, which loses what follows; or begin another study in a folder of its "
                + "own (--study DIR).",
                e);
        }
    }
}
