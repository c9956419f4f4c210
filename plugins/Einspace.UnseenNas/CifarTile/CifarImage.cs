namespace Einspace.UnseenNas.CifarTile;

/// <summary>An image of a batch.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Number">Its number there, from 0.</param>
internal readonly record struct CifarImage(CifarBatch Batch, int Number)
{
    /// <summary>What it shows, 0 to 9.</summary>
    public int Label => Batch.Label(Number);

    /// <summary>Its 3×32×32 values: red, green and blue plane, each row by row.</summary>
    public ReadOnlySpan<byte> Pixels => Batch.Pixels(Number);
}
