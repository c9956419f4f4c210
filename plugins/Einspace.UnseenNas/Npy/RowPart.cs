namespace Einspace.UnseenNas.Npy;

/// <summary>A part of every row.</summary>
/// <param name="rows">The rows.</param>
/// <param name="first">The first element that is taken.</param>
/// <param name="length">How many elements are taken.</param>
internal sealed class RowPart(IRows rows, int first, int length) : IRows
{
    /// <inheritdoc/>
    public string Path => rows.Path;

    /// <inheritdoc/>
    public long Rows => rows.Rows;

    /// <inheritdoc/>
    public int RowLength => length;

    /// <inheritdoc/>
    public void CopyPart(long row, int from, Span<float> part)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, length - part.Length);
        rows.CopyPart(row, first + from, part);
    }

    /// <inheritdoc/>
    public void Forget() => rows.Forget();
}
