using Einspace.Sdk.Plugins;

namespace Einspace.Host.Plugins;

/// <summary>A part that a loaded plugin offers.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name by which users ask for it; unique among its kind.</param>
/// <param name="Description">One sentence; may be empty.</param>
/// <param name="Factory">Makes it.</param>
/// <param name="Plugin">The plugin that offers it.</param>
internal sealed record Part(PartKind Kind, string Name, string Description, PartFactory Factory, LoadedPlugin Plugin);
