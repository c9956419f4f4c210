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
    public void CopyRow(long row, Span<float> destination)
    {
        float[] table = ArrayPool<float>.Shared.Rent(RowLength);
        rows.CopyRow(row, table);
        int place = 0;
        for (int column = 0; column < columns; column++)
        {
            for (int at = column; at < RowLength; at += columns)
                destination[place++] = table[at];
        }

        ArrayPool<float>.Shared.Return(table);
    }

    /// <inheritdoc/>
    public void Forget() => rows.Forget();
}
