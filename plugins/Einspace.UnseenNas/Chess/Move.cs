namespace Einspace.UnseenNas.Chess;

/// <summary>A move; castling is the king's.</summary>
/// <param name="From">The square that is left.</param>
/// <param name="To">The square that is reached.</param>
/// <param name="Promotion">What a pawn becomes on the last rank; null in all other moves.</param>
internal readonly record struct Move(int From, int To, PieceKind? Promotion = null)
{
    private const string Promotions = "pnbrqk";

    /// <summary>The squares and the letter of the promotion: <c>e2e4</c>, <c>e7e8q</c>.</summary>
    public override string ToString() => Square.Name(From) + Square.Name(To) + (Promotion is { } kind ? Promotions[(int)kind] : "");
}
