using System.Text;

namespace Einspace.UnseenNas.Tasks;

/// <summary>
/// Reads a board of twelve planes: P N B R Q K of White, then of Black; row 0 is rank 8, column 0 is file a. How the planes of the
/// published files lie is not published: theirs may read as nonsense, or as no board.
/// </summary>
internal static class ChessBoardText
{
    private const int Side = 8, Area = Side * Side;
    private const string Pieces = "♙♘♗♖♕♔♟♞♝♜♛♚";

    /// <summary>The board, rank by rank; null when two pieces stand on one square.</summary>
    public static string? Read(ReadOnlySpan<float> example)
    {
        StringBuilder board = new();
        for (int square = 0; square < Area; square++)
        {
            int found = -1;
            for (int piece = 0; piece < Pieces.Length; piece++)
            {
                if (!(example[(piece * Area) + square] > 0))
                    continue;
                if (found >= 0)
                    return null;
                found = piece;
            }

            if (square > 0 && square % Side == 0)
                board.Append('\n');
            board.Append(found < 0 ? '·' : Pieces[found]);
        }

        return board.ToString();
    }
}
