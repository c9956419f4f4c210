using System.Collections.Immutable;
using Einspace.Host.Plugins;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;

namespace Einspace.Host.Studies.Configuration;

/// <summary>
/// Profiles, by name: which values options take that are not given. <c>corrected</c> is the defaults; the others are what parts and
/// the study say by <see cref="ProfileAttribute"/>.
/// </summary>
internal static class StudyProfile
{
    /// <summary>The profile of the defaults.</summary>
    public const string Corrected = "corrected";

    /// <summary>The names of all profiles that some option knows.</summary>
    /// <param name="catalog">The plugins whose parts may know some.</param>
    public static ImmutableSortedSet<string> Names(PluginCatalog catalog) => catalog.Parts
        .Select(part => part.Factory.OptionsType)
        .Append(typeof(StudyOptions))
        .SelectMany(options => OptionDescriptions.Of(options).SelectMany(option => option.Profiles.Keys))
        .Append(Corrected)
        .ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Refuses a name that no option knows.</summary>
    /// <exception cref="InputException">There is no such profile; the sentence names those there are.</exception>
    public static void RefuseUnknown(string profile, PluginCatalog catalog)
    {
        if (profile == Corrected)
            return;
        ImmutableSortedSet<string> names = Names(catalog);
        if (names.Contains(profile))
            return;
        string all = names.Count == 1 ? $"there is {names[0]}" : $"there are {string.Join(", ", names)}";
        throw new InputException(NearestName.Of(profile, names) is { } near
            ? $"Unknown profile '{profile}'; did you mean '{near}'? ({all})"
            : $"Unknown profile '{profile}'; {all}.");
    }
}
