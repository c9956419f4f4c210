using System.Collections.Immutable;
using Einspace.Host.Plugins;
using Einspace.Host.Studies.Journal;

namespace Einspace.Host.Studies;

/// <summary>How the plugins of a study differ from those that it ran with before.</summary>
internal static class PluginChanges
{
    private const int DigestLength = 8;

    /// <summary>The differences in words; null where there are none.</summary>
    public static string? Between(ImmutableArray<PluginRecord> before, ImmutableArray<PluginRecord> now)
    {
        IEnumerable<string> changed = from plugin in now
                                      join known in before on plugin.Id equals known.Id
                                      where known != plugin
                                      select $"'{plugin.Id}' was {Words(known)} and is {Words(plugin)}";
        IEnumerable<string> gone = before.Where(known => now.All(plugin => plugin.Id != known.Id)).Select(known => $"'{known.Id}' {Words(known)} is used no more");
        IEnumerable<string> come = now.Where(plugin => before.All(known => plugin.Id != known.Id)).Select(plugin => $"'{plugin.Id}' {Words(plugin)} is used now");
        string all = string.Join(", ", [.. changed, .. gone, .. come]);
        return all.Length > 0 ? all : null;
    }

    /// <summary>The plugins that a study ran with and that are not loaded, in words; null where all are.</summary>
    public static string? Missing(StudyFolder folder, PluginCatalog catalog)
    {
        string all = string.Join(", ", folder.Fold(folder.ReadJournal().Records).Plugins
            .Where(known => catalog.Loaded.All(plugin => plugin.Id != known.Id))
            .Select(known => $"'{known.Id}' {Words(known)}"));
        return all.Length > 0 ? all : null;
    }

    private static string Words(PluginRecord plugin) => $"{plugin.Version} ({plugin.Sha256[..DigestLength]})";
}
