namespace Einspace.Host;

/// <summary>The user's own folders for this program, by the XDG base directory specification.</summary>
internal static class UserFolders
{
    /// <summary>What the user installs: <c>${XDG_DATA_HOME:-~/.local/share}/einspace</c>.</summary>
    public static string Data => Folder("XDG_DATA_HOME", ".local/share");

    /// <summary>What can be made again: <c>${XDG_CACHE_HOME:-~/.cache}/einspace</c>.</summary>
    public static string Cache => Folder("XDG_CACHE_HOME", ".cache");

    /// <summary>Logs: <c>${XDG_STATE_HOME:-~/.local/state}/einspace</c>.</summary>
    public static string State => Folder("XDG_STATE_HOME", ".local/state");

    private static string Folder(string variable, string fallback)
    {
        // The specification has relative paths ignored.
        string? set = Environment.GetEnvironmentVariable(variable);
        string parent = Path.IsPathFullyQualified(set ?? "")
            ? set!
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), fallback);
        return Path.Combine(parent, "einspace");
    }
}
