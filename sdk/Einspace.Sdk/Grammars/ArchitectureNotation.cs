namespace Einspace.Sdk.Grammars;

/// <summary>
/// Another program's way to write the architectures of a grammar, for <c>convert</c>. Reading and writing are about words alone: whether
/// an architecture fits an input is the grammar's question.
/// </summary>
public abstract class ArchitectureNotation
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence: whose notation it is.</summary>
    public abstract string Description { get; }

    /// <summary>Reads an architecture in this notation.</summary>
    /// <param name="text">One architecture.</param>
    /// <returns>The same derivation as ours; <see cref="Write"/> turns its text back.</returns>
    /// <exception cref="ArchitectureSyntaxException">
    /// The text is malformed; line, column, what was found and what could stand there.
    /// </exception>
    public abstract Architecture Read(string text);

    /// <summary>Writes an architecture in this notation.</summary>
    /// <param name="text">An architecture's text, canonical or written by hand.</param>
    /// <returns>The same derivation in this notation, in its canonical form.</returns>
    /// <exception cref="ArchitectureSyntaxException">The text is malformed, or the notation has no word for something in it.</exception>
    public abstract string Write(string text);
}
