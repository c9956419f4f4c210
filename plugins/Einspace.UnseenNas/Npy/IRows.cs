namespace Einspace.UnseenNas.Npy;

/// <summary>Numbers in rows of equal length, read row by row. Safe for concurrent readers.</summary>
internal interface IRows
{
    /// <summary>Where the numbers lie, for messages.</summary>
    string Path { get; }

    /// <summary>The number of rows.</summary>
    long Rows { get; }

    /// <summary>The number of elements of a row.</summary>
    int RowLength { get; }

    /// <summary>Copies a row.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <param name="destination">Receives <see cref="RowLength"/> numbers.</param>
    void CopyRow(long row, Span<float> destination) => CopyPart(row, 0, destination[..RowLength]);

    /// <summary>Copies a part of a row.</summary>
    /// <param name="row">From 0 to <see cref="Rows"/> − 1.</param>
    /// <param name="from">The first element that is copied.</param>
    /// <param name="part">Receives as many numbers as it holds.</param>
    void CopyPart(long row, int from, Span<float> part);

    /// <summary>
    /// Gives back the memory of rows that were read: they are read from the file again when somebody asks for them. For passes over
    /// a whole file, of which otherwise as much stays in memory as there is room. Does nothing but on Linux.
    /// </summary>
    void Forget();
}
