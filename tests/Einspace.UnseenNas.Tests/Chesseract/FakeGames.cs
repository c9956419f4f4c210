using System.Text;
using Einspace.UnseenNas.Chess;
using Einspace.UnseenNas.Tests.Chess;

namespace Einspace.UnseenNas.Tests.Chesseract;

/// <summary>Games of random moves that were never played.</summary>
internal static class FakeGames
{
    private static readonly string[] Results = ["1-0", "1/2-1/2", "0-1"];

    /// <summary>Games in the Portable Game Notation; each result as often, whatever stands on the board.</summary>
    public static string Write(int count, ulong seed, int longest = 60, string white = "Tal, Mikhail")
    {
        RandomStream random = RandomStream.Derive(seed, "fake games");
        StringBuilder text = new();
        for (int game = 0; game < count; game++)
        {
            string result = Results[game % Results.Length];
            text.Append($"[Event \"Game {game}\"]\n[White \"{white}\"]\n[Black \"Nobody\"]\n[Result \"{result}\"]\n\n");
            Board board = Board.Start;
            int plies = 8 + random.NextInt(longest - 7);
            List<Move> moves = MoveGenerator.Legal(board);
            for (int ply = 0; ply < plies && moves.Count > 0; ply++, moves = MoveGenerator.Legal(board))
            {
                Move move = moves[random.NextInt(moves.Count)];
                text.Append(ply % 2 == 0 ? $"{(ply / 2) + 1}. " : "").Append(SanText.Write(board, move)).Append(ply % 10 == 9 ? '\n' : ' ');
                board = board.After(move);
            }

            text.Append(result).Append("\n\n");
        }

        return text.ToString();
    }
}
