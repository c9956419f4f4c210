namespace Einspace.Sdk.Plugins;

/// <summary>The options of a part that has none.</summary>
public sealed record NoOptions;
