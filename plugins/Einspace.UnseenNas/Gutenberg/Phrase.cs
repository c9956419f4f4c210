namespace Einspace.UnseenNas.Gutenberg;

/// <summary>Three words that follow one another in a text.</summary>
/// <param name="Text">18 characters: each word filled up to six with <c>_</c>.</param>
/// <param name="Passage">The passage where an author's texts have it first.</param>
internal readonly record struct Phrase(string Text, Passage Passage);
