using Einspace.Sdk;

namespace Einspace.UnseenNas.Folders;

/// <summary>Makes a folder whole or not at all.</summary>
internal static class FolderWriter
{
    /// <summary>Fills a new folder beside the wanted one and renames it when all is written.</summary>
    /// <param name="folder">The wanted folder; must not exist, or be empty.</param>
    /// <param name="fill">Writes the files into the folder that it is given.</param>
    /// <exception cref="InputException">The folder has files already, or cannot be made.</exception>
    public static void Write(string folder, Action<string> fill)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new InputException($"{folder} is not empty: name a new folder, or remove it first.");

        string part = $"{folder}.{Path.GetRandomFileName()}.part";
        try
        {
            Directory.CreateDirectory(part);
            fill(part);
            if (Directory.Exists(folder))
                Directory.Delete(folder);
            Directory.Move(part, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be written: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
        }
    }
}
