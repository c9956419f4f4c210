using System.Globalization;
using Einspace.Sdk;

namespace Einspace.Host.Studies;

/// <summary>
/// Keeps a study's folder to one process. The lock is the operating system's and ends with its process, however that ends; a file
/// beside it says who holds it.
/// </summary>
internal sealed class StudyLock : IDisposable
{
    /// <summary>The file that is locked. It stays when the lock ends, and means nothing then.</summary>
    public const string FileName = ".lock";

    private const int WouldBlock = 11;
    private const int Tries = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _lock;
    private readonly string _holder;
    private bool _isDisposed;

    private StudyLock(FileStream file, string holder)
    {
        _lock = file;
        _holder = holder;
    }

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The study's folder, which exists.</param>
    /// <param name="clock">Tells the time.</param>
    /// <returns>The lock; dispose to give it back.</returns>
    /// <exception cref="InputException">Another process holds it; the sentence names it.</exception>
    public static StudyLock Take(string folder, TimeProvider clock)
    {
        // Who only looks holds it for a moment; and who has just taken it needs one to write its name.
        FileStream? file = TryOpen(folder, FileAccess.ReadWrite, FileShare.None);
        for (int i = 1; i < Tries && file is null; i++)
        {
            Thread.Sleep(BetweenTries);
            file = TryOpen(folder, FileAccess.ReadWrite, FileShare.None);
        }

        if (file is null)
        {
            throw new InputException(
                $"The study {folder} is in use by {ReadHolder(folder)}; wait until it ends, stop it, or begin another study in a folder of its "
                + "own (--study DIR).");
        }

        string holder = HolderFile(folder);
        string since = clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        File.WriteAllText(holder + ".tmp", $"process {Environment.ProcessId} on {Environment.MachineName} since {since}\n");
        File.Move(holder + ".tmp", holder, overwrite: true);
        return new StudyLock(file, holder);
    }

    /// <summary>Who runs the study now, in words; null where nobody does.</summary>
    /// <param name="folder">The study's folder; need not exist.</param>
    /// <exception cref="InputException">The lock cannot be read.</exception>
    public static string? Holder(string folder)
    {
        try
        {
            using FileStream? free = TryOpen(folder, FileAccess.Read, FileShare.Read);
            return free is null ? ReadHolder(folder) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException($"Whether the study {folder} runs cannot be seen: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        File.Delete(_holder);
        _lock.Dispose();
    }

    /// <summary>Gives the lock back and removes the study's folder with it, if nothing else is in there.</summary>
    public void DisposeWithFolder()
    {
        try
        {
            File.Delete(_holder);
            File.Delete(_lock.Name);
            Directory.Delete(Path.GetDirectoryName(_lock.Name)!);
        }
        catch (IOException)
        {
            // Somebody put something there: it stays.
        }

        _isDisposed = true;
        _lock.Dispose();
    }

    private static string HolderFile(string folder) => Path.Combine(folder, ".holder");

    private static FileStream? TryOpen(string folder, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(Path.Combine(folder, FileName), access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate, access, share);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }

    private static string ReadHolder(string folder)
    {
        try
        {
            return File.ReadAllText(HolderFile(folder)).Trim();
        }
        catch (FileNotFoundException)
        {
            // It was just taken, or given back.
            return "another process";
        }
    }
}
