namespace Einspace.UnseenNas.Npy;

/// <summary>Some rows that follow one another.</summary>
/// <param name="rows">All rows.</param>
/// <param name="from">The first of them.</param>
/// <param name="count">How many.</param>
internal sealed class RowRange(IRows rows, long from, long count) : IRows
{
    /// <inheritdoc/>
    public string Path => rows.Path;

    /// <inheritdoc/>
    public long Rows => count;

    /// <inheritdoc/>
    public int RowLength => rows.RowLength;

    /// <inheritdoc/>
    public void CopyRow(long row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, count);
        rows.CopyRow(from + row, destination);
    }

    /// <inheritdoc/>
    public void Forget() => rows.Forget();
}
