using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Plugins;

/// <summary>A part that a loaded plugin offers.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name by which users ask for it; unique among its kind.</param>
/// <param name="Description">One sentence; may be empty.</param>
/// <param name="Factory">Makes it.</param>
/// <param name="Plugin">The plugin that offers it.</param>
internal sealed record Part(PartKind Kind, string Name, string Description, PartFactory Factory, LoadedPlugin Plugin)
{
    /// <summary>Binds the part's options: those below the name of its kind, such as <c>strategy</c>.</summary>
    /// <param name="options">The options of all parts.</param>
    /// <param name="profile">The profile whose values stand in for options that are not given.</param>
    /// <exception cref="InputException">An option is unknown, of the wrong kind or out of range.</exception>
    public object BindOptions(OptionTree.Mapping options, string? profile = null)
    {
        string kind = Kind.InWords();
        OptionTree.Mapping mine = options[kind] switch
        {
            null => OptionTree.Empty,
            OptionTree.Mapping mapping => mapping,
            var other => throw new InputException($"Option '{kind}' ({other.Origin}): found {other.Kind}, expected options of the {kind} '{Name}'."),
        };
        return OptionBinder.Bind(Factory.OptionsType, mine, kind, profile);
    }
}
