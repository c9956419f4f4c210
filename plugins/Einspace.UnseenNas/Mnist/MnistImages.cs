using Einspace.Sdk;

namespace Einspace.UnseenNas.Mnist;

/// <summary>Images of handwritten digits, 28×28 unsigned bytes each, with their labels.</summary>
/// <param name="Part">Which of MNIST's two parts: <c>train</c> or <c>t10k</c>.</param>
/// <param name="Images">All images, one after another.</param>
/// <param name="Labels">What each shows, 0 to 9.</param>
/// <param name="Sources">The files that they come from.</param>
internal sealed record MnistImages(string Part, byte[] Images, byte[] Labels, IReadOnlyList<IdxFile> Sources)
{
    private const int Side = 28;

    /// <summary>Bytes of an image.</summary>
    public const int Area = Side * Side;

    /// <summary>What the images are called in the provenance record.</summary>
    public string Kind => $"digit images of {Part}";

    /// <summary>Reads one of MNIST's two parts.</summary>
    /// <param name="folder">The folder with the idx files.</param>
    /// <param name="part"><c>train</c> or <c>t10k</c>.</param>
    /// <returns>The digits; null when neither file of the part is there.</returns>
    /// <exception cref="InputException">One of the files is missing, damaged, or does not fit the other.</exception>
    public static MnistImages? Read(string folder, string part)
    {
        string imagesName = $"{part}-images-idx3-ubyte", labelsName = $"{part}-labels-idx1-ubyte";
        string? imagesPath = IdxFile.Find(folder, imagesName), labelsPath = IdxFile.Find(folder, labelsName);
        if (imagesPath is null && labelsPath is null)
            return null;
        if (imagesPath is null || labelsPath is null)
            throw new InputException($"{Path.Combine(folder, imagesPath is null ? imagesName : labelsName)} (or .gz) is missing; {imagesPath ?? labelsPath} is useless without it.");

        IdxFile images = IdxFile.Read(imagesPath, 3), labels = IdxFile.Read(labelsPath, 1);
        if (images.Shape[1] != Side || images.Shape[2] != Side)
            throw new InputException($"{imagesPath} has images of {images.Shape[1]}×{images.Shape[2]}; 28×28 was expected.");
        if (images.Shape[0] != labels.Shape[0])
            throw new InputException($"{labelsPath} has {labels.Shape[0]} labels for the {images.Shape[0]} images of {imagesPath}.");
        int bad = labels.Data.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)9);
        if (bad >= 0)
            throw new InputException($"{labelsPath} holds the label {labels.Data[bad]} at image {bad}; 0 to 9 was expected.");
        return new(part, images.Data, labels.Data, [images, labels]);
    }

    /// <summary>The image with a number.</summary>
    public ReadOnlySpan<byte> this[int index] => Images.AsSpan(index * Area, Area);

    /// <summary>The numbers of the images of each digit, in order.</summary>
    public int[][] ByDigit() =>
        [.. Enumerable.Range(0, 10).Select(digit => Enumerable.Range(0, Labels.Length).Where(i => Labels[i] == digit).ToArray())];
}
