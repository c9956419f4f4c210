using System.Runtime.InteropServices;

namespace Einspace.Host.Workers;

/// <summary>What the operating system offers and the class library does not.</summary>
internal static class Posix
{
    private const int Kill9 = 9;

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

    [DllImport("libc", SetLastError = true)]
    private static extern int setpgid(int process, int group);

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);

    [DllImport("libc")]
    private static extern void _exit(int code);
}
