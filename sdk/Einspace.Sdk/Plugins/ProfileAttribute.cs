namespace Einspace.Sdk.Plugins;

/// <summary>
/// The value that an option takes in a study of a named profile where it is not given. A profile is a name to which parts attach
/// values, so that one word sets everything that belongs together: the profile <c>reference</c> brings back the behaviour of the
/// paper's own implementation, wherever it differs from ours.
/// </summary>
/// <param name="profile">The profile's name: lower-case words joined by hyphens, for example <c>reference</c>.</param>
/// <param name="value">The value as it stands in a study's file, for example <c>false</c> or <c>0.5</c>; null for no value.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ProfileAttribute(string profile, string? value) : Attribute
{
    /// <summary>The profile's name.</summary>
    public string Profile { get; } = profile;

    /// <summary>The option's value in that profile, as text.</summary>
    public string? Value { get; } = value;
}
