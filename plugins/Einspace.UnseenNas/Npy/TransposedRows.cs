using System.Buffers;

namespace Einspace.UnseenNas.Npy;

/// <summary>Rows that are tables, each turned: columns become its rows.</summary>
/// <param name="rows">The tables, line after line.</param>
/// <param name="columns">Their number of columns.</param>
internal sealed class TransposedRows(IRows rows, int columns) : IRows
{
    /// <inheritdoc/>
    public string Path => rows.Path;

    /// <inheritdoc/>
    public long Rows => rows.Rows;

    /// <inheritdoc/>
    public int RowLength => rows.RowLength;

    /// <inheritdoc/>
    public void CopyPart(long row, int from, Span<float> part)
    {
        float[] table = ArrayPool<float>.Shared.Rent(RowLength);
        rows.CopyRow(row, table);
        int lines = RowLength / columns;
        for (int i = 0; i < part.Length; i++)
            part[i] = table[((from + i) % lines * columns) + ((from + i) / lines)];
        ArrayPool<float>.Shared.Return(table);
    }

    /// <inheritdoc/>
    public void Forget() => rows.Forget();
}
