namespace Einspace.UnseenNas.Language;

/// <summary>Four words of a language, one after another.</summary>
/// <param name="Label">The language's place among the languages.</param>
/// <param name="Text">24 letters.</param>
internal readonly record struct LanguageExample(int Label, string Text);
