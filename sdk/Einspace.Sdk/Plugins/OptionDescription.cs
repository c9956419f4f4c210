using System.Collections.Immutable;

namespace Einspace.Sdk.Plugins;

/// <summary>One option of a part, for <c>describe</c> and for documentation.</summary>
/// <param name="Name">Its name; options of nested records are joined by dots: <c>warm-up.steps</c>.</param>
/// <param name="Type">Its type in words: <c>a whole number</c>.</param>
/// <param name="Default">Its default as one would write it; null where it has none.</param>
/// <param name="Range">What its values must keep, in words: <c>from 2 to 1000</c>; null where anything of the type will do.</param>
/// <param name="Documentation">What it does; empty where its author wrote nothing.</param>
public sealed record OptionDescription(string Name, string Type, string? Default, string? Range, string Documentation)
{
    /// <summary>Its values in profiles, as one would write them, by the profiles' names (<see cref="ProfileAttribute"/>).</summary>
    public ImmutableSortedDictionary<string, string> Profiles { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
