using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Einspace.Sdk;
using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.Making;

/// <summary>A source file, read whole.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="File">Its name and digest, as it lies there.</param>
/// <param name="Bytes">What it holds, decompressed.</param>
internal sealed record SourceBytes(string Path, SourceFile File, byte[] Bytes)
{
    private const string Compressed = ".gz";

    // Head and tail of the gzip format, with nothing between.
    private const int ShortestCompressed = 18;

    /// <summary>The folder that a recipe names.</summary>
    /// <param name="source">The recipe's folder.</param>
    /// <param name="what">What should lie there, for messages: <c>MNIST's idx files</c>.</param>
    /// <exception cref="InputException">None is named, or there is none.</exception>
    public static string Folder(string? source, string what) => source switch
    {
        null => throw new InputException($"The folder with {what} must be named: --from DIR."),
        _ when !Directory.Exists(source) => throw new InputException($"{source} is no folder: {what} were expected there."),
        _ => source,
    };

    /// <summary>Looks for a file under several names, each plain or compressed (.gz).</summary>
    /// <returns>The path, or null.</returns>
    public static string? Find(string folder, params IEnumerable<string> names) =>
        names.SelectMany(name => new[] { name, name + Compressed }).Select(name => System.IO.Path.Combine(folder, name)).FirstOrDefault(System.IO.File.Exists);

    /// <summary>The files of a folder with an ending, each plain or compressed (.gz), in the order of their names.</summary>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static string[] Files(string folder, string ending) =>
    [
        .. Listed(folder, Directory.EnumerateFiles)
            .Where(path => System.IO.Path.GetExtension(PlainName(path)).Equals(ending, StringComparison.OrdinalIgnoreCase))
            .GroupBy(PlainName)
            .Select(same => same.Order(StringComparer.Ordinal).First())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Refuses files that are the same, where what is made of one is to have nothing of the other.</summary>
    /// <param name="files">The files.</param>
    /// <exception cref="InputException">Two are the same.</exception>
    public static void RefuseSame(params IEnumerable<SourceFile> files)
    {
        if (files.GroupBy(file => file.Sha256).FirstOrDefault(same => same.Count() > 1)?.ToArray() is [var first, var second, ..])
            throw new InputException($"{second.File} is the same file as {first.File}; put the right one in its place, or the same would be in two splits or classes.");
    }

    /// <summary>What a folder has.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="list">Lists paths in it.</param>
    /// <exception cref="InputException">It, or a folder below, cannot be read.</exception>
    public static string[] Listed(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return [.. list(folder)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A file's name without the ending that says how it is compressed.</summary>
    public static string PlainName(string path) =>
        System.IO.Path.GetFileName(path.EndsWith(Compressed, StringComparison.Ordinal) ? path[..^Compressed.Length] : path);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; compressed when its name ends in <c>.gz</c>.</param>
    /// <exception cref="InputException">It cannot be read, or decompressed.</exception>
    public static SourceBytes Read(string path)
    {
        try
        {
            byte[] raw = System.IO.File.ReadAllBytes(path);
            SourceFile file = new(System.IO.Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(raw)));
            return new(path, file, path.EndsWith(Compressed, StringComparison.Ordinal) ? Decompress(raw) : raw);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{path} is damaged: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static byte[] Decompress(byte[] raw)
    {
        using GZipStream stream = new(new MemoryStream(raw), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);

        // The runtime takes the end of a truncated file for the end of the data; the format's last four bytes tell their length.
        uint promised = raw.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(raw.AsSpan(raw.Length - sizeof(uint)));
        if (promised != (uint)bytes.Length || raw.Length < ShortestCompressed)
            throw new InvalidDataException($"{bytes.Length} bytes came out of it, and its end promises {promised}; it may be truncated.");
        return bytes.ToArray();
    }
}
