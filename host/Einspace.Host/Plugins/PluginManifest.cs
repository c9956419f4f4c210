using System.Collections.Immutable;
using System.Reflection;

namespace Einspace.Host.Plugins;

/// <summary>What a plugin's files say of it before any of its code runs.</summary>
/// <param name="Id">The id that it declares.</param>
/// <param name="Version">Its assembly's informational version, without the source revision.</param>
/// <param name="AssemblyPath">Full path of its assembly.</param>
/// <param name="References">The assemblies that it was built against.</param>
internal sealed record PluginManifest(string Id, string Version, string AssemblyPath, ImmutableArray<AssemblyName> References)
{
    public string Folder => Path.GetDirectoryName(AssemblyPath)!;

    /// <summary>The digest of what it ships: see <see cref="PluginFingerprint"/>.</summary>
    public string Sha256 => field ??= PluginFingerprint.Of(Folder);
}
