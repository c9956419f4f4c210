namespace Einspace.Host.Plugins.Installing;

/// <summary>A file of a plugin that is to be installed.</summary>
/// <param name="Path">Its path in the plugin's folder, with '/'.</param>
/// <param name="Length">How many bytes it is said to have.</param>
/// <param name="Open">Reads it.</param>
/// <param name="Sum">Its check sum (<see cref="Crc32"/>); null where none is known.</param>
internal sealed record PackedFile(string Path, long Length, Func<Stream> Open, uint? Sum = null);
