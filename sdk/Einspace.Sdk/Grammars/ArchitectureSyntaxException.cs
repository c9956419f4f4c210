namespace Einspace.Sdk.Grammars;

/// <summary>An architecture's text cannot be read, or is not one of the grammar's.</summary>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
/// <param name="found">What stands there.</param>
/// <param name="expected">What could stand there.</param>
public sealed class ArchitectureSyntaxException(int line, int column, string found, string expected)
    : InputException($"Architecture text, line {line}, column {column}: found {found}, expected {expected}.")
{
    /// <summary>Line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>Column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>What stands there.</summary>
    public string Found { get; } = found;

    /// <summary>What could stand there.</summary>
    public string Expected { get; } = expected;
}
