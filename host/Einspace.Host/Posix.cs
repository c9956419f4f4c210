using System.Runtime.InteropServices;

namespace Einspace.Host;

/// <summary>What the operating system offers and the class library does not.</summary>
internal static class Posix
{
    private const int Kill9 = 9;
    private const int ReadOnly = 0;
    private const int PermissionDenied = 13;
    private const int Unsupported = 22;
    private const int WorkingFolder = -100;
    private const uint Exchange = 2;

    /// <summary>Moves this process into a process group of its own, so that a terminal's Ctrl-C does not reach it.</summary>
    public static void LeaveProcessGroup()
    {
        if (setpgid(0, 0) != 0)
            throw new InvalidOperationException($"setpgid failed with error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>Kills a process and its group; one that is gone already is no error.</summary>
    public static void KillGroup(int process)
    {
        kill(-process, Kill9);
        kill(process, Kill9);
    }

    /// <summary>Ends this process now, whatever its other threads do in native code.</summary>
    public static void Exit(int code) => _exit(code);

    /// <summary>
    /// Makes a folder's entries durable: a file's own fsync keeps what is in it, not that there is such a file. Does nothing where the
    /// folder cannot be read, or its file system has no such operation.
    /// </summary>
    /// <exception cref="IOException">The folder is missing, or the disk failed.</exception>
    public static void SyncFolder(string folder)
    {
        int descriptor = open(folder, ReadOnly);
        int error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        if (descriptor >= 0)
        {
            error = fsync(descriptor) != 0 ? Marshal.GetLastPInvokeError() : 0;
            close(descriptor);
        }

        if (error is not (0 or PermissionDenied or Unsupported))
            throw new IOException($"{folder}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Puts two files or folders into each other's place in one step; false where the system cannot.</summary>
    public static bool TryExchange(string one, string other)
    {
        try
        {
            return renameat2(WorkingFolder, one, WorkingFolder, other, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int renameat2(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string one, int otherFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string other, uint flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int file);

    [DllImport("libc")]
    private static extern int close(int file);

    [DllImport("libc", SetLastError = true)]
    private static extern int setpgid(int process, int group);

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);

    [DllImport("libc")]
    private static extern void _exit(int code);
}
