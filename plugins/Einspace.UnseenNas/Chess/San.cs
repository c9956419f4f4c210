using System.Text.RegularExpressions;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Chess;

/// <summary>
/// Reads moves as games are written down: standard algebraic notation (PGN standard, section 8.2.3), and what is often met instead:
/// zeros for castling, no <c>=</c> before a promotion, squares named in full, <c>e.p.</c>, signs of praise.
/// </summary>
internal static partial class San
{
    private const string Kinds = "PNBRQK";

    /// <summary>The move that a text means.</summary>
    /// <param name="board">The position.</param>
    /// <param name="text">The move, without its number.</param>
    /// <exception cref="FormatException">It means no legal move, or several.</exception>
    public static Move Read(Board board, string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
            throw new FormatException($"found '{Excerpt.Of(text)}', which is no move");
        Move[] meant = [.. MoveGenerator.All(board).Where(move => Means(board, match, move) && board.IsLegal(move))];
        return meant.Length switch
        {
            0 => throw new FormatException($"found '{text}', which {board.ToMove} cannot play there"),
            1 => meant[0],
            _ => throw new FormatException($"found '{text}', which may mean {string.Join(" or ", meant)}"),
        };
    }

    private static bool Means(Board board, Match match, Move move)
    {
        PieceKind kind = board[move.From]!.Value.Kind;
        int columns = move.To - move.From;
        bool castling = kind == PieceKind.King && Math.Abs(columns) == 2;
        if (match.Groups["castling"].Success)
            return castling && columns < 0 == match.Groups["long"].Success;
        string from = Square.Name(move.From);
        return !castling && kind == Kind(match.Groups["piece"], PieceKind.Pawn)
            && move.To == Square.Read(match.Groups["to"].ValueSpan)
            && move.Promotion == Kind(match.Groups["promotion"], null)
            && from.Contains(match.Groups["file"].Value, StringComparison.Ordinal)
            && from.Contains(match.Groups["rank"].Value, StringComparison.Ordinal);
    }

    private static PieceKind? Kind(Group letter, PieceKind? otherwise) =>
        letter.Success ? (PieceKind)Kinds.IndexOf(char.ToUpperInvariant(letter.ValueSpan[0])) : otherwise;

    [GeneratedRegex("^(?:(?<castling>[O0]-[O0](?<long>-[O0])?)|(?<piece>[PNBRQK])?(?<file>[a-h])?(?<rank>[1-8])?[-x:]?(?<to>[a-h][1-8])(?:e\\.p\\.)?(?:=?(?<promotion>[NBRQnbrq]))?)[+#]*[!?]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
