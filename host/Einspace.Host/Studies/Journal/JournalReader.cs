using System.Collections.Immutable;
using Einspace.Sdk;

namespace Einspace.Host.Studies.Journal;

/// <summary>Reads a journal. A last line that was not written to its end is left out and told of; any other damage is an error.</summary>
internal static class JournalReader
{
    private const int ChunkSize = 1 << 20;

    /// <summary>Reads a journal's records.</summary>
    /// <param name="file">The journal; may be written by another process meanwhile.</param>
    /// <returns>The records in order, and where they end.</returns>
    /// <exception cref="InputException">A record within the journal is damaged; the sentence names file and line.</exception>
    public static JournalContent Read(string file)
    {
        var records = ImmutableArray.CreateBuilder<JournalRecord>();
        long end = 0;
        string? damage = null;
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        byte[] buffer = new byte[ChunkSize];
        int filled = 0;
        for (int read; (read = stream.Read(buffer, filled, buffer.Length - filled)) > 0;)
        {
            filled += read;
            int consumed = 0;
            for (int length; (length = buffer.AsSpan(consumed, filled - consumed).IndexOf((byte)'\n')) >= 0; consumed += length + 1)
            {
                // Only the last line may be damaged: an error is certain once another line follows.
                if (damage is not null)
                    throw Damaged(file, records.Count + 1, damage);
                JournalRecord? record = Read(buffer.AsSpan(consumed, length), file, records.Count + 1, out damage);
                if (record is not null && record.Number != records.Count)
                    throw Damaged(file, records.Count + 1, $"has number {record.Number}, expected {records.Count}: lines are missing or repeated");
                if (record is null)
                    continue;
                records.Add(record);
                end += length + 1;
            }

            filled -= consumed;
            buffer.AsSpan(consumed, filled).CopyTo(buffer);
            if (filled == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
        }

        if (damage is not null && filled > 0)
            throw Damaged(file, records.Count + 1, damage);
        return new JournalContent(records.DrainToImmutable(), end, Torn: stream.Length - end);
    }

    private static JournalRecord? Read(ReadOnlySpan<byte> line, string file, int number, out string? damage)
    {
        try
        {
            return JournalLine.Read(line, out damage);
        }
        catch (InvalidDataException e)
        {
            // Whole, so that it was never torn: dropping it would lose what a newer version wrote.
            throw Damaged(file, number, e.Message);
        }
    }

    private static InputException Damaged(string file, int line, string damage) => new(
        $"{file}, line {line}: the record {damage}; the journal was changed or damaged, and nothing was read from it or written to it. "
        + "Restore the file, or begin another study in a folder of its own (--study DIR).");
}
