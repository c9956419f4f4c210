using System.Collections.Immutable;
using Einspace.Sdk;

namespace Einspace.Host.Plugins;

/// <summary>A place where a plugin is to be found.</summary>
/// <param name="Path">Full path of a folder, or of the plugin's assembly.</param>
/// <param name="IsInstalled">
/// It lies in a folder of plugins, where a folder's name must be its plugin's id; a path that a person named may be called anything.
/// </param>
internal sealed record PluginSource(string Path, bool IsInstalled)
{
    /// <summary>Where the reference plugins lie: beside the host's assemblies.</summary>
    public static string ApplicationFolder => System.IO.Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>Where a user installs plugins.</summary>
    public static string UserFolder => System.IO.Path.Combine(UserFolders.Data, "plugins");

    /// <summary>The plugin's folder, as it was found: a build may take the folder away for a while, and its parent is no plugin.</summary>
    public string Folder { get; } = Directory.Exists(Path) ? Path : System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>
    /// The application's plugins, then the user's, then those named, each folder in ordinal order. Never the current directory
    /// or a study's folder: code must not run because of where one stands.
    /// </summary>
    public static ImmutableArray<PluginSource> All(IEnumerable<string> named) =>
        [.. In(ApplicationFolder), .. In(UserFolder), .. named.Select(Named)];

    /// <summary>The plugins of a folder of plugins; none where there is no such folder.</summary>
    public static ImmutableArray<PluginSource> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder)
            .Where(path => !System.IO.Path.GetFileName(path).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(path => new PluginSource(path, true))]
        : [];

    /// <summary>A plugin that a person named.</summary>
    /// <exception cref="InputException">There is nothing at the path.</exception>
    public static PluginSource Named(string path)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        return Directory.Exists(full) || File.Exists(full)
            ? new PluginSource(full, false)
            : throw new InputException($"There is no plugin at '{path}': expected a plugin's folder or assembly.");
    }
}
