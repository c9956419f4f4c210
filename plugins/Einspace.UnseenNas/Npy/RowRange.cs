namespace Einspace.UnseenNas.Npy;

/// <summary>Some rows that follow one another.</summary>
/// <param name="rows">All rows.</param>
/// <param name="first">The first of them.</param>
/// <param name="count">How many.</param>
internal sealed class RowRange(IRows rows, long first, long count) : IRows
{
    /// <inheritdoc/>
    public string Path => rows.Path;

    /// <inheritdoc/>
    public long Rows => count;

    /// <inheritdoc/>
    public int RowLength => rows.RowLength;

    /// <inheritdoc/>
    public void CopyPart(long row, int from, Span<float> part)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, count);
        rows.CopyPart(first + row, from, part);
    }

    /// <inheritdoc/>
    public void Forget() => rows.Forget();
}
