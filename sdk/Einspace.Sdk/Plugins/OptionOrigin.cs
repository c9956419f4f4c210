namespace Einspace.Sdk.Plugins;

/// <summary>Where an option was written, for error messages.</summary>
/// <param name="Source">A file's path, or <c>command line</c>.</param>
/// <param name="Line">Line from 1, or 0 where there is none.</param>
/// <param name="Column">Column from 1, or 0 where there is none.</param>
public sealed record OptionOrigin(string Source, int Line = 0, int Column = 0)
{
    /// <summary>Writes the place as a person would: <c>study.yaml, line 3, column 5</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Line == 0 ? Source : $"{Source}, line {Line}, column {Column}";
}
