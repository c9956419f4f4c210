namespace Einspace.UnseenNas.Sums;

/// <summary>The digits of the red, green and blue channel.</summary>
internal readonly record struct DigitTriple(int Red, int Green, int Blue)
{
    /// <summary>The sum of the three.</summary>
    public int Sum => Red + Green + Blue;
}
