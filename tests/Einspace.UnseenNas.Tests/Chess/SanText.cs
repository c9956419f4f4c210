using Einspace.UnseenNas.Chess;

namespace Einspace.UnseenNas.Tests.Chess;

/// <summary>Writes moves down as the PGN standard says, with no more of the square left than is needed.</summary>
internal static class SanText
{
    public static string Write(Board board, Move move)
    {
        Piece piece = board[move.From]!.Value;
        Board after = board.After(move);
        string check = !MoveGenerator.Legal(after).Any(reply => true) && InCheck(after) ? "#" : InCheck(after) ? "+" : "";
        if (piece.Kind == PieceKind.King && Math.Abs(move.To - move.From) == 2)
            return (move.To > move.From ? "O-O" : "O-O-O") + check;
        string from = Square.Name(move.From), to = Square.Name(move.To);
        bool captures = board[move.To] is not null || (piece.Kind == PieceKind.Pawn && from[0] != to[0]);
        string promotion = move.Promotion is { } kind ? $"={"PNBRQK"[(int)kind]}" : "";
        string start = piece.Kind == PieceKind.Pawn ? (captures ? from[..1] : "") : "PNBRQK"[(int)piece.Kind] + Needed(board, move, from);
        return start + (captures ? "x" : "") + to + promotion + check;
    }

    private static string Needed(Board board, Move move, string from)
    {
        string[] others = [.. MoveGenerator.Legal(board)
            .Where(other => other.To == move.To && other.From != move.From && board[other.From] == board[move.From])
            .Select(other => Square.Name(other.From))];
        return others.Length == 0 ? ""
            : others.All(other => other[0] != from[0]) ? from[..1]
            : others.All(other => other[1] != from[1]) ? from[1..]
            : from;
    }

    private static bool InCheck(Board board) =>
        board.IsAttacked(Enumerable.Range(0, Square.Count).Single(square => board[square] == new Piece(board.ToMove, PieceKind.King)), board.Opponent);
}
