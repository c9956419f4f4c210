using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Einspace.Sdk;

namespace Einspace.Host.Plugins.Installing;

/// <summary>
/// A plugin as it is given to be installed: the files of a folder, a zip archive or a package of <c>dotnet pack</c>. Nothing of them is
/// trusted: whatever would be written outside of its folder, or fill the disk, is refused before the first byte is written.
/// </summary>
internal sealed class PackedPlugin : IDisposable
{
    /// <summary>The most files that a plugin may have.</summary>
    public const int MostFiles = 10_000;

    /// <summary>The most bytes that its files may have together: twice what libtorch with CUDA takes.</summary>
    public const long MostBytes = 8L << 30;

    /// <summary>An archive of more than <see cref="SmallBytes"/> may be packed this tightly; libraries are by 3 to 5, a bomb by 1,000.</summary>
    public const int MostPacked = 100;

    /// <summary>Below this, how tightly an archive is packed does not matter.</summary>
    public const long SmallBytes = 64L << 20;

    private readonly string _path;
    private readonly IDisposable? _archive;

    private PackedPlugin(string path, ImmutableArray<PackedFile> files, IDisposable? archive = null)
    {
        _path = path;
        _archive = archive;
        Files = files;
    }

    /// <summary>Its files, by paths in the folder that it will have.</summary>
    public ImmutableArray<PackedFile> Files { get; }

    /// <summary>Looks into a folder, an archive or a package.</summary>
    /// <exception cref="InputException">It is none of these, or holds what a plugin must not.</exception>
    public static PackedPlugin Open(string path)
    {
        try
        {
            return Directory.Exists(path) ? new PackedPlugin(path, ReadFolder(path)) : OpenArchive(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the files below a folder that is empty, each to the disk itself.</summary>
    /// <exception cref="InputException">A file is not as long as was said, or damaged.</exception>
    public void WriteTo(string folder, CancellationToken cancellation)
    {
        byte[] buffer = new byte[1 << 16];
        foreach (PackedFile file in Files)
        {
            string target = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using FileStream output = new(target, FileMode.CreateNew, FileAccess.Write);
            try
            {
                using Stream input = file.Open();
                Copy(file, input, output, buffer, cancellation);
            }
            catch (InvalidDataException e)
            {
                throw new InputException($"'{_path}' is damaged: {file.Path}: {e.Message}", e);
            }

            output.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _archive?.Dispose();

    /// <summary>Refuses more files, or more bytes, than a plugin may have.</summary>
    /// <param name="path">What is looked into, for the sentence.</param>
    /// <param name="count">How many files there are.</param>
    /// <param name="bytes">How many bytes they are said to have together.</param>
    internal static void RefuseAbsurd(string path, int count, Int128 bytes)
    {
        if (count > MostFiles)
            throw new InputException(Invariant($"'{path}' holds {count:N0} files, and a plugin may have at most {MostFiles:N0}."));
        if (bytes > MostBytes)
            throw new InputException(Invariant($"'{path}' holds {bytes:N0} bytes when unpacked, and a plugin may have at most {MostBytes:N0}."));
    }

    private static PackedPlugin OpenArchive(string path)
    {
        if (!File.Exists(path))
            throw new InputException($"There is nothing at '{path}': expected a plugin's folder, a zip archive of it, or its package (.nupkg).");
        ZipArchive? archive = null;
        try
        {
            archive = ZipFile.OpenRead(path);
            return new PackedPlugin(path, ArchiveContent.Read(path, archive), archive);
        }
        catch (InvalidDataException e)
        {
            archive?.Dispose();
            throw new InputException($"'{path}' is neither a folder nor a whole zip archive: {e.Message}", e);
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    private static void Copy(PackedFile file, Stream input, Stream output, byte[] buffer, CancellationToken cancellation)
    {
        long rest = file.Length;
        uint sum = 0;
        while (input.Read(buffer) is > 0 and var read)
        {
            cancellation.ThrowIfCancellationRequested();
            rest -= read;
            if (rest < 0)
                break;
            sum = Crc32.Add(sum, buffer.AsSpan(0, read));
            output.Write(buffer.AsSpan(0, read));
        }

        if (rest != 0)
            throw new InvalidDataException(Invariant($"it holds {(rest < 0 ? "more" : "less")} than the {file.Length:N0} bytes that were announced."));
        if (file.Sum is { } announced && announced != sum)
            throw new InvalidDataException("its check sum is not the one that was announced.");
    }

    private static ImmutableArray<PackedFile> ReadFolder(string folder)
    {
        if (Directory.EnumerateFiles(folder, "*.csproj").Any() && !Directory.EnumerateFiles(folder, "*.dll").Any())
            throw new InputException($"'{folder}' holds a project, and no plugin that was built from it: einspace plugin build {folder}");
        List<PackedFile> files = [];
        long bytes = 0;
        // Links are not followed, also not those to folders: what they lead to is not the plugin's.
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos(
            "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false }))
        {
            string path = Path.GetRelativePath(folder, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (entry.LinkTarget is { } target)
                throw new InputException($"'{folder}' holds a symbolic link ({path} to {target}), and a plugin must hold its files itself.");
            if (entry is not FileInfo file)
                continue;
            files.Add(new PackedFile(path, file.Length, file.OpenRead));
            RefuseAbsurd(folder, files.Count, bytes += file.Length);
        }

        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
