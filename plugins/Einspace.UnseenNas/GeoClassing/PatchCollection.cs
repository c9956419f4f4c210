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
        string[] lines = Encoding.UTF8.GetString(table.Bytes).TrimStart('\uFEFF').Split('\n');
        string[] columns = Cells(lines[0]);
        int id = Array.IndexOf(columns, "patch_id"), country = Array.IndexOf(columns, "country");
        if (id < 0 || country < 0)
            throw new InputException($"{table.Path} has the columns {string.Join(", ", columns)}; patch_id and country were expected among them.");
        Dictionary<string, string> countryOf = [];
        foreach ((int number, string line) in lines.Index().Skip(1).Where(line => line.Item.Trim().Length > 0))
        {
            string[] cells = Cells(line);
            if (cells.Length != columns.Length)
                throw new InputException($"{table.Path}, line {number + 1}: found {cells.Length} cells, expected {columns.Length}.");
            countryOf[cells[id]] = cells[country];
        }

        return countryOf;
    }

    /// <summary>A line's cells; those that hold commas are in quotation marks.</summary>
    private static string[] Cells(string line)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        foreach (char letter in line.TrimEnd('\r'))
        {
            if (letter == '"')
                quoted = !quoted;
            else if (letter == ',' && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
                cell.Append(letter);
        }

        return [.. cells, cell.ToString().Trim()];
    }
}
