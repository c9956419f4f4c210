namespace Einspace.Host.Workers;

/// <summary>A plugin as it was when the study began.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Sha256">SHA-256 over its files.</param>
internal sealed record PinnedPlugin(string Id, string Path, string Sha256);
