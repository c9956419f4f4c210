using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
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
        foreach (string path in SourceBytes.Listed(folder, below => Directory.EnumerateFiles(below, $"*{Marker}", SearchOption.AllDirectories)).Order(StringComparer.Ordinal))
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
        CsvConfiguration format = new(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim };
        using StreamReader text = new(new MemoryStream(table.Bytes));
        using CsvParser rows = new(text, format);
        try
        {
            string[] columns = rows.Read() ? rows.Record! : [];
            int id = Array.IndexOf(columns, "patch_id"), country = Array.IndexOf(columns, "country");
            if (id < 0 || country < 0)
                throw new InputException($"{table.Path} has the columns {Excerpt.Of(string.Join(", ", columns))}; patch_id and country were expected among them.");
            Dictionary<string, string> countryOf = [];
            while (rows.Read())
            {
                if (rows.Count != columns.Length)
                    throw new InputException($"{table.Path}, line {rows.RawRow}: found {rows.Count} cells, expected {columns.Length}.");
                countryOf[rows[id]] = rows[country];
            }

            return countryOf;
        }
        catch (BadDataException e)
        {
            throw new InputException($"{table.Path}: found the cell {Excerpt.Of(e.Field.Trim())}; quotation marks were expected around a whole cell, or none.", e);
        }
    }
}
