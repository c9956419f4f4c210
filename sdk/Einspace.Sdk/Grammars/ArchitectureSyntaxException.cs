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

    /// <summary>Says what is wrong at a position of a text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="position">Index of the first wrong character, or the text's length.</param>
    /// <param name="expected">What could stand there.</param>
    /// <param name="found">What stands there; where null, the word at the position.</param>
    /// <returns>The exception, with line and column.</returns>
    public static ArchitectureSyntaxException At(string text, int position, string expected, string? found = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        int line = 1 + text.AsSpan(0, position).Count('\n');
        int column = position - text.AsSpan(0, position).LastIndexOf('\n');
        found ??= position >= text.Length ? "the end of the text" : $"'{WordAt(text, position)}'";
        return new ArchitectureSyntaxException(line, column, found, expected);
    }

    /// <summary>Says what is wrong at a node of an architecture's text.</summary>
    /// <param name="text">The whole text, well-formed.</param>
    /// <param name="node">The node's number in pre-order, repeated subtrees counted once; the root is 0.</param>
    /// <param name="expected">What could stand there.</param>
    /// <param name="found">What stands there; where null, the node's name.</param>
    /// <returns>The exception, with line and column.</returns>
    public static ArchitectureSyntaxException AtNode(string text, int node, string expected, string? found = null) =>
        At(text, ArchitectureReader.Read(text).Places[node].Start, expected, found);

    private static string WordAt(string text, int position)
    {
        int end = position + 1;
        while (end < text.Length && end - position < 20 && ArchitectureText.IsNameCharacter(text[end], isFirst: false))
            end++;
        return text[position..end];
    }
}
