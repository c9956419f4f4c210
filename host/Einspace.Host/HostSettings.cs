using System.Collections.Immutable;

namespace Einspace.Host;

/// <summary>What a command line tells the host before it begins.</summary>
internal sealed record HostSettings
{
    /// <summary>Plugins to load besides the installed ones: folders, or the plugins' assemblies.</summary>
    public ImmutableArray<string> ExtraPlugins { get; init; } = [];

    /// <summary>Whether plugins are loaded from copies, so that they may be built anew meanwhile.</summary>
    public bool WatchPlugins { get; init; }
}
