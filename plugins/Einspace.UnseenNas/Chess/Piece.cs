namespace Einspace.UnseenNas.Chess;

/// <summary>What stands on a square.</summary>
/// <param name="Side">Whose it is.</param>
/// <param name="Kind">How it moves.</param>
internal readonly record struct Piece(Side Side, PieceKind Kind)
{
    private const string Letters = "PNBRQKpnbrqk";

    /// <summary>How many pieces there are that differ.</summary>
    public const int Count = 12;

    /// <summary>Its number: pawn, knight, bishop, rook, queen and king of White from 0, those of Black from 6.</summary>
    public int Index => ((int)Side * (Count / 2)) + (int)Kind;

    /// <summary>The piece that a letter of a FEN record means; null where it means none.</summary>
    public static Piece? Read(char letter) => Letters.IndexOf(letter) is >= 0 and int index ? FromIndex(index) : null;

    /// <summary>The piece of a number.</summary>
    /// <param name="index">What <see cref="Index"/> gave.</param>
    public static Piece FromIndex(int index) => new((Side)(index / (Count / 2)), (PieceKind)(index % (Count / 2)));

    /// <summary>The piece's letter in FEN records.</summary>
    public override string ToString() => Letters[Index].ToString();
}
