using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Einspace.Sdk;

namespace Einspace.Host.Plugins.Installing;

/// <summary>Which files of a zip archive, or of a package, are the plugin's, and whether there is anything in it that must not be.</summary>
internal static partial class ArchiveContent
{
    private const int TypeShift = 28;
    private const uint NoType = 0;
    private const uint Folder = 4;
    private const uint PlainFile = 8;
    private const uint Link = 10;

    /// <summary>Lists the plugin's files, by paths in the folder that it will have.</summary>
    /// <exception cref="InputException">An entry escapes its folder, is a link, or is there twice; or it is all too large.</exception>
    /// <exception cref="InvalidDataException">It is no whole archive.</exception>
    public static ImmutableArray<PackedFile> Read(string path, ZipArchive archive)
    {
        PackedPlugin.RefuseAbsurd(path, archive.Entries.Count, archive.Entries.Aggregate(Int128.Zero, (sum, entry) => sum + entry.Length));
        RefuseBomb(path, archive);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> folders = new(StringComparer.OrdinalIgnoreCase);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            RefuseEntry(path, entry);
            if (!seen.Add(entry.FullName.TrimEnd('/')))
                throw new InputException($"'{path}' holds '{Shown(entry)}' twice.");
            for (int slash = entry.FullName.IndexOf('/'); slash >= 0; slash = entry.FullName.IndexOf('/', slash + 1))
                folders.Add(entry.FullName[..slash]);
        }

        ImmutableArray<ZipArchiveEntry> files = [.. archive.Entries.Where(entry => !entry.FullName.EndsWith('/'))];
        if (files.FirstOrDefault(file => folders.Contains(file.FullName)) is { } both)
            throw new InputException($"'{path}' holds '{Shown(both)}' as a file and as a folder.");
        bool isPackage = files.Any(file => !file.FullName.Contains('/') && file.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase));
        return [.. (isPackage ? OfPackage(path, files) : OfArchive(files)).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static void RefuseBomb(string path, ZipArchive archive)
    {
        long packed = new FileInfo(path).Length;
        long unpacked = archive.Entries.Sum(entry => entry.Length);
        if (unpacked > PackedPlugin.SmallBytes && unpacked / PackedPlugin.MostPacked > packed)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{path}' of {packed:N0} bytes unpacks to {unpacked:N0}, and a plugin's archive to at most {PackedPlugin.MostPacked} times its size."));
        }
    }

    private static void RefuseEntry(string path, ZipArchiveEntry entry)
    {
        string name = entry.FullName;
        string[] segments = (name.EndsWith('/') ? name[..^1] : name).Split('/');
        if (segments.Any(segment => segment is "" or "." or "..") || name.Contains('\\') || name.Contains(':') || name.Any(char.IsControl))
            throw new InputException($"'{path}' holds an entry '{Shown(entry)}' that leads out of its folder, or is no plain relative path.");
        uint type = (uint)entry.ExternalAttributes >> TypeShift;
        if (type == Link)
            throw new InputException($"'{path}' holds a symbolic link ('{Shown(entry)}'), and a plugin must hold its files itself.");
        if (type is not (NoType or PlainFile or Folder))
            throw new InputException($"'{path}' holds '{Shown(entry)}', which is neither a file nor a folder.");
        if (entry.IsEncrypted)
            throw new InputException($"'{path}' holds '{Shown(entry)}' encrypted; expected an archive without a password.");
    }

    private static string Shown(ZipArchiveEntry entry) => Unprintable().Replace(entry.FullName, "?");

    /// <summary>A plugin's folder may be packed with its name or without.</summary>
    private static IEnumerable<PackedFile> OfArchive(ImmutableArray<ZipArchiveEntry> files)
    {
        string prefix = "";
        while (files.Length > 0 && files[0].FullName.IndexOf('/', prefix.Length) is >= 0 and var slash
            && files.All(file => file.FullName.StartsWith(files[0].FullName[..(slash + 1)], StringComparison.Ordinal)))
        {
            prefix = files[0].FullName[..(slash + 1)];
        }

        return files.Select(file => Packed(file, file.FullName[prefix.Length..]));
    }

    /// <summary>Of a package, what lies under <c>lib</c> for the newest framework that runs here, and this system's native libraries.</summary>
    private static IEnumerable<PackedFile> OfPackage(string path, ImmutableArray<ZipArchiveEntry> files)
    {
        (string Folder, int Version)[] frameworks = [.. files
            .Select(file => Framework().Match(file.FullName))
            .Where(match => match.Success)
            .Select(match => (match.Value, int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture)))
            .Distinct()];
        string library = frameworks.Where(framework => framework.Version <= Environment.Version.Major).MaxBy(framework => framework.Version).Folder
            ?? throw new InputException(
                $"'{path}' is a package without lib/net{Environment.Version.Major}.0: {(frameworks.Length > 0 ? $"it has {string.Join(", ", frameworks.Select(f => f.Folder.TrimEnd('/')))}" : "it has no library for .NET")}.");
        string natives = $"runtimes/{RuntimeInformation.RuntimeIdentifier}/native/";
        foreach (ZipArchiveEntry file in files)
        {
            if (file.FullName.StartsWith(library, StringComparison.Ordinal))
                yield return Packed(file, file.FullName[library.Length..]);
            else if (file.FullName.StartsWith(natives, StringComparison.Ordinal))
                yield return Packed(file, file.FullName[natives.Length..]);
        }
    }

    private static PackedFile Packed(ZipArchiveEntry entry, string path) => new(path, entry.Length, entry.Open, entry.Crc32);

    [GeneratedRegex(@"^lib/net(?<major>\d{1,3})\.0/")]
    private static partial Regex Framework();

    [GeneratedRegex(@"\p{C}")]
    private static partial Regex Unprintable();
}
