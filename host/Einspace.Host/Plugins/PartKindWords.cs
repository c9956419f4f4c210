using Einspace.Sdk.Plugins;

namespace Einspace.Host.Plugins;

/// <summary>Kinds of parts in sentences.</summary>
internal static class PartKindWords
{
    public static string InWords(this PartKind kind) => kind.ToString().ToLowerInvariant();
}
