namespace Einspace.UnseenNas.Chess;

/// <summary>The two players.</summary>
internal enum Side : byte
{
    /// <summary>Moves first, up the board.</summary>
    White,

    /// <summary>Moves second, down the board.</summary>
    Black,
}
