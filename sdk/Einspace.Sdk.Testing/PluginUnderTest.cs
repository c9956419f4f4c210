namespace Einspace.Sdk.Testing;

/// <summary>A plugin as it is installed.</summary>
/// <param name="Path">
/// Its folder, such as its project's output: then all that the folder holds is looked at. Or its assembly alone, such as
/// <c>typeof(MyFactory).Assembly.Location</c>, which tests have beside themselves: then what it needs may be theirs.
/// </param>
public sealed record PluginUnderTest(string Path);
