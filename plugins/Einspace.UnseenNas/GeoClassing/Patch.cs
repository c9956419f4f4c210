using System.Text.Json;
using System.Text.RegularExpressions;
using Einspace.Sdk;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tiff;

namespace Einspace.UnseenNas.GeoClassing;

/// <summary>A patch of BigEarthNet: a folder with a TIFF file for each of Sentinel-2's bands.</summary>
/// <param name="Label">The country.</param>
/// <param name="Id">Its name, which is the folder's.</param>
/// <param name="Folder">Where it lies.</param>
internal sealed partial record Patch(int Label, string Id, string Folder)
{
    /// <summary>What patches and tiles are called in the provenance record.</summary>
    public const string Kind = "patches", TileKind = "tiles";

    // Red, green and blue; all three at 10 m.
    private static readonly string[] Bands = ["B04", "B03", "B02"];

    /// <summary>
    /// The tile of the satellite's grid that it was cut from: as its name says (BigEarthNet 2), or the <c>tile_source</c> of its
    /// <c>ID_labels_metadata.json</c> (BigEarthNet 1).
    /// </summary>
    /// <exception cref="InputException">Neither says it.</exception>
    public string Tile()
    {
        if (TileName().Match(Id) is { Success: true } named)
            return named.Groups[1].Value;
        string path = Path.Combine(Folder, $"{Id}_labels_metadata.json");
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.TryGetProperty("tile_source", out JsonElement source) && TileName().Match(source.ToString()) is { Success: true } told)
                return told.Groups[1].Value;
            throw new InputException($"{path} does not say the tile of the patch: a \"tile_source\" such as S2A_MSIL1C_…_T33UUP_… was expected.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read, and the name of the patch does not say its tile: {e.Message}", e);
        }
    }

    /// <summary>Reads its bands red, green and blue.</summary>
    /// <returns>The bands, and a line for each file, with its name and digest.</returns>
    /// <exception cref="InputException">A file is missing or wrong, or bands differ in size.</exception>
    public (TiffImage[] Bands, string Files) Read()
    {
        SourceBytes[] files = [.. Bands.Select(band => SourceBytes.Read(Path.Combine(Folder, $"{Id}_{band}.tif")))];
        TiffImage[] bands = [.. files.Select(file => TiffImage.Read(file.Path, file.Bytes))];
        return bands.All(band => (band.Width, band.Height) == (bands[0].Width, bands[0].Height))
            ? (bands, string.Concat(files.Select(file => $"{file.File.File} {file.File.Sha256}\n")))
            : throw new InputException($"{Folder} has bands of {string.Join(", ", bands.Select(band => $"{band.Width}×{band.Height}"))}, where all three were expected to be alike.");
    }

    [GeneratedRegex("_(T[0-9]{2}[A-Z]{3})(?:_|$)", RegexOptions.CultureInvariant)]
    private static partial Regex TileName();
}
