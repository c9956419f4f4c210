using System.Collections.Immutable;
using System.Text;
using Einspace.Sdk;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.GeoClassing;

/// <summary>The patches of a folder whose country is one of the task's.</summary>
/// <param name="Patches">In the order of their names.</param>
/// <param name="Table">The file that names their countries.</param>
/// <param name="Nameless">How many patches the table does not name.</param>
internal sealed record PatchCollection(ImmutableArray<Patch> Patches, SourceFile Table, int Nameless)
{
    private const string TableName = "metadata.csv", Marker = "_B04.tif";

    /// <summary>Looks for patches in a folder and all below it, and for <c>metadata.csv</c> (or .gz) with the columns <c>patch_id</c> and <c>country</c> there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="countries">The task's countries, from label 0.</param>
    /// <exception cref="InputException">The table is missing or has not these columns.</exception>
    public static PatchCollection Read(string folder, ImmutableArray<string> countries)
    {
        SourceBytes table = SourceBytes.Read(SourceBytes.Find(folder, TableName) ?? throw new InputException(
            $"{Path.Combine(folder, TableName)} (or .gz) is missing: a table with the columns patch_id and country was expected, which BigEarthNet's own metadata.parquet becomes when it is exported."));
        Dictionary<string, string> countryOf = ReadTable(table);
        List<Patch> patches = [];
        int nameless = 0;
        foreach (string path in Directory.EnumerateFiles(folder, $"*{Marker}", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string id = Path.GetFileName(path)[..^Marker.Length];
            if (!countryOf.TryGetValue(id, out string? country))
                nameless++;
            else if (countries.IndexOf(country, 0, StringComparer.OrdinalIgnoreCase) is >= 0 and int label)
                patches.Add(new(label, id, Path.GetDirectoryName(path)!));
        }

        return new([.. patches], table.File, nameless);
    }

    private static Dictionary<string, string> ReadTable(SourceBytes table)
    {
        using IEnumerator<(int Line, string[] Cells)> rows = Rows(Encoding.UTF8.GetString(table.Bytes).TrimStart('\uFEFF')).GetEnumerator();
        string[] columns = rows.MoveNext() ? rows.Current.Cells : [];
        int id = Array.IndexOf(columns, "patch_id"), country = Array.IndexOf(columns, "country");
        if (id < 0 || country < 0)
            throw new InputException($"{table.Path} has the columns {string.Join(", ", columns)}; patch_id and country were expected among them.");
        Dictionary<string, string> countryOf = [];
        while (rows.MoveNext())
        {
            (int line, string[] cells) = rows.Current;
            if (cells.Length != columns.Length)
                throw new InputException($"{table.Path}, line {line}: found {cells.Length} cells, expected {columns.Length}.");
            countryOf[cells[id]] = cells[country];
        }

        return countryOf;
    }

    /// <summary>
    /// The rows that are not empty, each with the number of its first line. Cells that hold commas or ends of lines are in quotation
    /// marks: exported lists of labels have both.
    /// </summary>
    private static IEnumerable<(int Line, string[] Cells)> Rows(string text)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        int line = 1, first = 1;
        foreach (char letter in text.EndsWith('\n') ? text : text + '\n')
        {
            if (letter == '"')
                quoted = !quoted;
            else if (quoted || letter is not (',' or '\n'))
                cell.Append(letter);
            else
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }

            if (letter != '\n')
                continue;
            line++;
            if (quoted)
                continue;
            if (cells is not [""])
                yield return (first, [.. cells]);
            cells.Clear();
            first = line;
        }

        if (quoted)
            yield return (first, [.. cells, cell.ToString()]);
    }
}
