using Einspace.Host.Plugins;

namespace Einspace.Host.Studies.Journal;

/// <summary>A plugin as a study used it.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">SHA-256 over its files, in hexadecimal.</param>
internal sealed record PluginRecord(string Id, string Version, string Sha256)
{
    public static PluginRecord Of(LoadedPlugin plugin) => new(plugin.Id, plugin.Version, plugin.Sha256);
}
