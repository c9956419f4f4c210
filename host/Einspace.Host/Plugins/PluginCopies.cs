using System.Globalization;
using Einspace.Sdk;

namespace Einspace.Host.Plugins;

/// <summary>
/// Copies of plugins' folders, from which watched plugins are loaded: .NET maps assemblies into memory, and a build overwrites them. Each
/// copy is whole, so that native libraries and data lie beside the assembly, and has a folder of its own. All are deleted at the end.
/// </summary>
internal sealed class PluginCopies : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("einspace-plugins-");
    private readonly Dictionary<string, PluginSource> _originals = [];
    private int _made;

    /// <summary>Copies a plugin's folder.</summary>
    /// <param name="original">Where the plugin is built to.</param>
    /// <returns>The same plugin in the copy.</returns>
    /// <exception cref="InputException">The folder cannot be read, or the copy not written.</exception>
    public PluginSource Copy(PluginSource original)
    {
        string version = Path.Combine(_root.FullName, _made++.ToString(CultureInfo.InvariantCulture));
        string folder = Path.Combine(version, Path.GetFileName(original.Folder));
        try
        {
            Directory.CreateDirectory(folder);
            foreach (string file in Directory.EnumerateFiles(original.Folder, "*", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(folder, Path.GetRelativePath(original.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The plugin in {original.Folder} cannot be copied to be watched: {e.Message}", e);
        }

        _originals.Add(folder, original);
        return new PluginSource(original.Path == original.Folder ? folder : Path.Combine(folder, Path.GetFileName(original.Path)), original.IsInstalled);
    }

    /// <summary>Where the plugin of a copy is built to.</summary>
    /// <param name="folder">The copy's folder.</param>
    public PluginSource OriginalOf(string folder) => _originals[folder];

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _root.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A plugin that was left behind may write beside itself; what is left lies in the temporary folder.
        }
    }
}
