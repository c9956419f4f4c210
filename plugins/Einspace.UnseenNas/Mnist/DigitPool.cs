using Einspace.Sdk;

namespace Einspace.UnseenNas.Mnist;

/// <summary>The images that a split may use.</summary>
/// <param name="images">All images of the part of MNIST that they are in.</param>
/// <param name="numbers">For each digit, the numbers of the images of this split.</param>
internal sealed class DigitPool(MnistImages images, int[][] numbers)
{
    /// <summary>What the images are called in the provenance record.</summary>
    public string Kind => images.Kind;

    /// <summary>Copies an image of a digit, each with the same probability.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="random">What the choice is drawn from.</param>
    /// <param name="image">Receives 28×28 grey values.</param>
    /// <returns>The image's number.</returns>
    public int Draw(int digit, RandomStream random, Span<byte> image)
    {
        int number = numbers[digit][random.NextInt(numbers[digit].Length)];
        images[number].CopyTo(image);
        return number;
    }
}
