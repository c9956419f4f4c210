using Einspace.Sdk;

namespace Einspace.UnseenNas.AddNist;

/// <summary>The images that a split may use.</summary>
/// <param name="images">All images.</param>
/// <param name="numbers">For each digit, the numbers of the images of this split.</param>
internal sealed class DigitPool(MnistImages images, int[][] numbers)
{
    /// <summary>How many images there are.</summary>
    public int Count => numbers.Sum(ofDigit => ofDigit.Length);

    /// <summary>Copies an image of a digit, each with the same probability.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">What the choice is drawn from.</param>
    /// <param name="image">Receives 28×28 grey values.</param>
    public void Draw(int digit, RandomStream random, Span<byte> image) =>
        images[numbers[digit][random.NextInt(numbers[digit].Length)]].CopyTo(image);
}
