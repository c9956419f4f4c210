namespace Einspace.UnseenNas.Triples;

/// <summary>The digits of the red, green and blue channel.</summary>
internal readonly record struct DigitTriple(int Red, int Green, int Blue);
