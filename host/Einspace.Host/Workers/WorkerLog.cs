using System.Text;

namespace Einspace.Host.Workers;

/// <summary>The file that takes what a worker writes to its screen.</summary>
/// <param name="file">The file; may not exist yet.</param>
internal sealed class WorkerLog(string file)
{
    private const int TailLines = 5;
    private const int TailBytes = 2000;
    private long _mark;

    public string File => file;

    /// <summary>Remembers where the log ends: what follows belongs to what begins now.</summary>
    public void Mark() => _mark = System.IO.File.Exists(file) ? new FileInfo(file).Length : 0;

    /// <summary>The last lines since the mark, to go on with a sentence that has no full stop; empty where there is no log.</summary>
    public string Tail()
    {
        if (!System.IO.File.Exists(file))
            return "";
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Max(_mark, stream.Length - TailBytes);
        using StreamReader reader = new(stream, Encoding.UTF8);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0
            ? $"; it wrote nothing to {Path.GetFileName(file)}"
            : $"; {Path.GetFileName(file)} ends with: {string.Join(" | ", lines[^Math.Min(TailLines, lines.Length)..])}";
    }
}
