using System.Buffers;
using Einspace.Sdk;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.NasBench360;

/// <summary>The middle of one plane of Cosmic's pictures, each in a file of its own: plane 0 is the picture, plane 1 where cosmic rays hit.</summary>
/// <param name="folder">Where they lie, for messages.</param>
/// <param name="paths">The files.</param>
/// <param name="plane">Which plane.</param>
internal sealed class CosmicPlane(string folder, string[] paths, int plane) : IRows
{
    private const int Whole = 256, Margin = 64, Side = 128;

    /// <inheritdoc/>
    public string Path => folder;

    /// <inheritdoc/>
    public long Rows => paths.Length;

    /// <inheritdoc/>
    public int RowLength => Side * Side;

    /// <inheritdoc/>
    public void CopyPart(long row, int from, Span<float> part)
    {
        using NpyFile picture = NpyFile.Open(paths[row]);
        if (picture.Header.Shape.AsSpan() is not [2 or 3, Whole, Whole])
            throw new InputException($"{picture.Path} has the shape {picture.Header.ShapeText}; 2×{Whole}×{Whole} was expected, a picture and its mask, or 3×{Whole}×{Whole}.");
        float[] middle = ArrayPool<float>.Shared.Rent(RowLength);
        for (int line = 0; line < Side; line++)
            picture.CopyPart(plane, ((Margin + line) * Whole) + Margin, middle.AsSpan(line * Side, Side));
        middle.AsSpan(from, part.Length).CopyTo(part);
        ArrayPool<float>.Shared.Return(middle);
    }

    /// <inheritdoc/>
    public void Forget()
    {
        // Files are mapped for as long as one picture is read.
    }
}
