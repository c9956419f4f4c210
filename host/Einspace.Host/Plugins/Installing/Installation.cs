namespace Einspace.Host.Plugins.Installing;

/// <summary>What installing a plugin came to.</summary>
/// <param name="Plugin">The plugin, in its place.</param>
/// <param name="Sha256">Digest of its files.</param>
/// <param name="Parts">What it offers.</param>
/// <param name="VersionBefore">Version of the plugin that had its id; null where there was none, or a broken one.</param>
/// <param name="Sha256Before">Digest of what was in its place; null where nothing was.</param>
internal sealed record Installation(PluginManifest Plugin, string Sha256, IReadOnlyList<Part> Parts, string? VersionBefore, string? Sha256Before)
{
    /// <summary>Whether the same files were there already.</summary>
    public bool Changes => Sha256 != Sha256Before;
}
