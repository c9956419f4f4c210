namespace Einspace.UnseenNas.Gutenberg;

/// <summary>A phrase with its author.</summary>
/// <param name="Label">The author's place in alphabetical order.</param>
/// <param name="Phrase">The phrase.</param>
internal readonly record struct LabelledPhrase(int Label, Phrase Phrase);
