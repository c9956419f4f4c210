using System.Collections.Immutable;
using System.Composition.Hosting;

namespace Einspace.Host.Plugins;

/// <summary>A plugin whose code is loaded and whose parts all exist.</summary>
internal sealed class LoadedPlugin : IDisposable
{
    private readonly PluginManifest _manifest;
    private readonly PluginLoadContext _context;
    private readonly CompositionHost _container;

    internal LoadedPlugin(PluginManifest manifest, PluginLoadContext context, CompositionHost container)
    {
        _manifest = manifest;
        _context = context;
        _container = container;
    }

    public string Id => _manifest.Id;

    public string Version => _manifest.Version;

    public string Folder => _manifest.Folder;

    public string AssemblyPath => _manifest.AssemblyPath;

    public ImmutableArray<Part> Parts { get; internal set; } = [];

    /// <summary>The digest of what it ships, for a study's record: see <see cref="PluginFingerprint"/>.</summary>
    public string Sha256 => _manifest.Sha256;

    /// <summary>Ends its parts; where its context is collectible, its code is unloaded once nothing refers to it.</summary>
    public void Dispose()
    {
        Parts = [];
        _container.Dispose();
        if (_context.IsCollectible)
            _context.Unload();
    }
}
