using System.Globalization;
using Einspace.Sdk;

namespace Einspace.Host.Studies;

/// <summary>
/// Keeps a study's folder to one process. The lock is the operating system's and ends with its process, however that ends; a file
/// beside it says who holds it.
/// </summary>
internal sealed class StudyLock : IDisposable
{
    private const int WouldBlock = 11;
    private readonly FileStream _lock;
    private readonly string _holder;

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
        string holder = Path.Combine(folder, ".holder");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            string who = File.Exists(holder) ? File.ReadAllText(holder).Trim() : "another process";
            throw new InputException(
                $"The study {folder} is in use by {who}; wait until it ends, stop it, or begin another study in a folder of its own (--study DIR).", e);
        }

        string since = clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        File.WriteAllText(holder, $"process {Environment.ProcessId} on {Environment.MachineName} since {since}\n");
        return new StudyLock(file, holder);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_holder);
        _lock.Dispose();
    }
}
