using System.Buffers;

namespace Einspace.UnseenNas.Npy;

/// <summary>A part of every row.</summary>
/// <param name="rows">The rows.</param>
/// <param name="from">The first element that is taken.</param>
/// <param name="length">How many elements are taken.</param>
internal sealed class RowPart(IRows rows, int from, int length) : IRows
{
    /// <inheritdoc/>
    public string Path => rows.Path;

    /// <inheritdoc/>
    public long Rows => rows.Rows;

    /// <inheritdoc/>
    public int RowLength => length;

    /// <inheritdoc/>
    public void CopyRow(long row, Span<float> destination)
    {
        float[] whole = ArrayPool<float>.Shared.Rent(rows.RowLength);
        rows.CopyRow(row, whole);
        whole.AsSpan(from, length).CopyTo(destination);
        ArrayPool<float>.Shared.Return(whole);
    }

    /// <inheritdoc/>
    public void Forget() => rows.Forget();
}
