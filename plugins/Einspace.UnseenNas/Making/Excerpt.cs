namespace Einspace.UnseenNas.Making;

/// <summary>Text of a source that may be anything, for a sentence.</summary>
internal static class Excerpt
{
    private const int Longest = 60;

    /// <summary>Its beginning, with what cannot be printed as question marks.</summary>
    public static string Of(string text) =>
        string.Concat(text.Take(Longest).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)) + (text.Length > Longest ? "…" : "");
}
