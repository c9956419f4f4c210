using System.Buffers;

namespace Einspace.Host.Studies.Journal;

/// <summary>Appends records to a journal. A record is durable once <see cref="Commit"/> returned.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _pending = new(1 << 16);
    private readonly FileStream _file;
    private readonly TimeProvider _clock;
    private long _number;

    /// <summary>Opens a journal for appending, and cuts off what is torn. A new one's folder is made durable with it.</summary>
    /// <param name="file">The journal; made where there is none.</param>
    /// <param name="content">What <see cref="JournalReader"/> read of it.</param>
    /// <param name="clock">Tells the records' times.</param>
    public JournalWriter(string file, JournalContent content, TimeProvider clock)
    {
        _clock = clock;
        _number = content.Records.Length;
        _file = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0);
        _file.SetLength(content.Length);
        _file.Position = content.Length;
        if (content.Length > 0)
            return;
        string folder = Path.GetDirectoryName(_file.Name)!;
        Posix.SyncFolder(folder);
        Posix.SyncFolder(Path.GetDirectoryName(folder) ?? folder);
    }

    /// <summary>The journal's file.</summary>
    public string File => _file.Name;

    /// <summary>Whether records wait to be made durable.</summary>
    public bool HasPending => _pending.WrittenCount > 0;

    /// <summary>Time spent in <see cref="Commit"/>, most of it waiting for the disk.</summary>
    public TimeSpan CommitTime { get; private set; }

    /// <summary>Appends a record, not yet durable.</summary>
    /// <param name="record">The record; number and time are given to it here.</param>
    /// <returns>The record as it is written.</returns>
    public JournalRecord Append(JournalRecord record)
    {
        JournalRecord numbered = record with { Number = _number++, Time = _clock.GetUtcNow() };
        JournalLine.Write(numbered, _pending);
        return numbered;
    }

    /// <summary>Writes what is pending and waits until the disk has it.</summary>
    public void Commit()
    {
        if (!HasPending)
            return;
        long begin = _clock.GetTimestamp();
        try
        {
            _file.Write(_pending.WrittenSpan);
            _file.Flush(flushToDisk: true);
        }
        // .NET tells of a file that may grow no further (EFBIG) by an argument that nobody gave.
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            throw new JournalUnwritable($"The journal {_file.Name} cannot be written: {e.Message}; make room, and the same command goes on.", e);
        }
        finally
        {
            // After a failure the file's end is unknown: what was pending is lost, and the next reader cuts off what is torn.
            _pending.ResetWrittenCount();
        }

        CommitTime += _clock.GetElapsedTime(begin);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
