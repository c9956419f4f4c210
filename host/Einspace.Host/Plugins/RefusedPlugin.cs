namespace Einspace.Host.Plugins;

/// <summary>A plugin that was found and not loaded.</summary>
/// <param name="Name">Its id, or its folder's name where the id cannot be read.</param>
/// <param name="File">Its assembly, or its folder where it has none.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record RefusedPlugin(string Name, string File, string Reason);
