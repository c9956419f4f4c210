namespace Einspace.UnseenNas.Gutenberg;

/// <summary>A part of a text.</summary>
/// <param name="Text">The text's name.</param>
/// <param name="Number">Its place in the text, from 0.</param>
internal readonly record struct Passage(string Text, int Number)
{
    /// <summary>What passages are called in the provenance record.</summary>
    public const string Kind = "passages";

    /// <inheritdoc/>
    public override string ToString() => $"{Text}/{Number}";
}
