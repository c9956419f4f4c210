using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk;

namespace Einspace.Tabular;

/// <summary>Trainings by the hash of their network, as <c>tabulate</c> wrote them: comma-separated values with a header (RFC 4180).</summary>
internal sealed class TrainingTable
{
    private static readonly ImmutableArray<string> Columns = ["graph", "validation", "test", "failure"];
    private readonly ILookup<string, Training> _trainings;

    private TrainingTable(string path, ILookup<string, Training> trainings)
    {
        Path = path;
        _trainings = trainings;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How many networks there are.</summary>
    public int Count => _trainings.Count;

    /// <summary>Reads a table.</summary>
    /// <exception cref="InputException">There is none, or it is damaged; the sentence names file and line.</exception>
    public static TrainingTable Read(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"evaluator.table: {path} is a folder, expected a table's file; 'einspace tabulate' calls it table.csv.");
        if (!File.Exists(path))
            throw new InputException($"evaluator.table: there is no file '{path}', expected a table as 'einspace tabulate' writes one.");
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException($"evaluator.table: the file {path} may not be read by this user.", e);
        }

        string[] header = lines is [var first, ..] ? Split(first) : [];
        int[] places = [.. Columns.Select(column => Array.IndexOf(header, column))];
        if (places.Contains(-1))
            throw new InputException($"{path} (evaluator.table) is no table of trainings: expected a first line with {string.Join(", ", Columns)}; 'einspace tabulate' writes one.");
        if (lines.Length == 1)
            throw new InputException($"The table {path} (evaluator.table) has no trainings.");
        return new TrainingTable(path, lines.Skip(1).Select((line, i) => ReadLine(path, i + 2, Split(line), header.Length, places)).ToLookup(t => t.Graph, t => t.Training));
    }

    /// <summary>The trainings of a network, in the table's order; none where it is not in it.</summary>
    public ImmutableArray<Training> Of(string graphHash) => [.. _trainings[graphHash]];

    private static (string Graph, Training Training) ReadLine(string path, int line, string[] cells, int width, int[] places)
    {
        if (cells.Length != width)
            throw new InputException($"{path}, line {line}: found {cells.Length} cells, expected {width} as in the first line.");
        string[] validation = cells[places[1]].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? failure = cells[places[3]] is { Length: > 0 } reason ? reason : null;
        if (validation.Length == 0 && failure is null)
            throw new InputException($"{path}, line {line}: found neither validation nor failure, expected one of them.");
        return (cells[places[0]], new Training(
            [.. validation.Select(Number)], cells[places[2]] is { Length: > 0 } test ? Number(test) : null, failure));

        double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 0 and <= 1
            ? number
            : throw new InputException($"{path}, line {line}: found '{text}', expected a number from 0 to 1.");
    }

    private static string[] Split(string line)
    {
        List<string> cells = [];
        for (int at = 0; at <= line.Length;)
        {
            if (at == line.Length || line[at] != '"')
            {
                int end = line.IndexOf(',', at) is >= 0 and var comma ? comma : line.Length;
                cells.Add(line[at..end]);
                at = end + 1;
                continue;
            }

            int close = at + 1;
            while (close < line.Length && (line[close] != '"' || (close + 1 < line.Length && line[close + 1] == '"')))
                close += line[close] == '"' ? 2 : 1;
            cells.Add(line[(at + 1)..Math.Min(close, line.Length)].Replace("\"\"", "\"", StringComparison.Ordinal));
            at = close + 2;
        }

        return [.. cells];
    }
}
