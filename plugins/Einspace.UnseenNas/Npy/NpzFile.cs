using System.IO.Compression;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Npy;

/// <summary>An .npz file: a zip archive of .npy files, compressed or not, each of which is read into memory.</summary>
internal static class NpzFile
{
    /// <summary>Reads one of the arrays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The array's name.</param>
    /// <exception cref="InputException">There is no such file or array, or it is damaged, or of a kind that is not read.</exception>
    public static NpyFile Read(string path, string name)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            ZipArchiveEntry entry = archive.GetEntry($"{name}.npy")
                ?? throw new InputException($"{path} has no array '{name}'; it has {string.Join(", ", archive.Entries.Select(entry => Path.GetFileNameWithoutExtension(entry.Name)))}.");
            using Stream stream = entry.Open();
            return NpyFile.Read($"{path} ({name})", stream, entry.Length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path} is missing.", e);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{path} is truncated or no .npz file: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
