using System.Text.RegularExpressions;
using Einspace.Sdk;

namespace Einspace.UnseenNas.Folders;

/// <summary>Makes a folder whole or not at all.</summary>
internal static partial class FolderWriter
{
    private const string LockName = ".lock";

    // A folder without a lock may be one that was made a moment ago, and will be locked in another.
    private static readonly TimeSpan Youth = TimeSpan.FromMinutes(1);

    /// <summary>Fills a new folder beside the wanted one and renames it when all is written.</summary>
    /// <param name="folder">The wanted folder; must not exist, or be empty.</param>
    /// <param name="progress">Told what is removed of earlier runs that were killed; may be null.</param>
    /// <param name="fill">Writes the files into the folder that it is given.</param>
    /// <exception cref="InputException">The folder has files already, or cannot be made.</exception>
    public static void Write(string folder, IProgress<ProgressStep>? progress, Action<string> fill)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new InputException($"{folder} is not empty: name a new folder, or remove it first.");

        string part = $"{folder}.{Path.GetRandomFileName()}.part";
        try
        {
            RemoveRests(folder, progress);
            Directory.CreateDirectory(part);
            // Ends with this process, however that ends: so a part whose lock is free is nobody's.
            using FileStream alive = new(Path.Combine(part, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            fill(part);
            File.Delete(alive.Name);
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

    private static void RemoveRests(string folder, IProgress<ProgressStep>? progress)
    {
        string parent = Path.GetDirectoryName(folder)!, name = Path.GetFileName(folder);
        if (!Directory.Exists(parent))
            return;
        foreach (string rest in Directory.GetDirectories(parent).Where(IsRest))
        {
            progress?.Report(new ProgressStep($"removing {rest}, which an interrupted run left", 0));
            try
            {
                Directory.Delete(rest, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another process removed it first.
            }
        }

        // A folder of another name, however alike, is the user's.
        bool IsRest(string path) => Path.GetFileName(path) is var other
            && other.StartsWith(name, StringComparison.Ordinal) && PartSuffix().IsMatch(other[name.Length..]) && !IsBeingWritten(path);
    }

    /// <summary>What <see cref="Path.GetRandomFileName"/> makes of it.</summary>
    [GeneratedRegex(@"^\.[a-z0-9]{8}\.[a-z0-9]{3}\.part$", RegexOptions.CultureInvariant)]
    private static partial Regex PartSuffix();

    private static bool IsBeingWritten(string part)
    {
        try
        {
            using FileStream free = new(Path.Combine(part, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return Directory.GetLastWriteTimeUtc(part) > DateTime.UtcNow - Youth;
        }
        catch (IOException)
        {
            // Locked, or just renamed.
            return true;
        }
    }
}
