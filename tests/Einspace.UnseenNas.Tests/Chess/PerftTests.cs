using Einspace.UnseenNas.Chess;

namespace Einspace.UnseenNas.Tests.Chess;

/// <summary>Counts the sequences of legal moves; the counts are those of the Chess Programming Wiki, "Perft Results".</summary>
internal sealed class PerftTests
{
    // What takes seconds each.
    private const long Many = 2_000_000;

    private static IEnumerable<TestCaseData> Counts()
    {
        (string Name, string Fen, long[] Counts)[] positions =
        [
            ("start", "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1", [20, 400, 8_902, 197_281]),
            ("Kiwipete", "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1", [48, 2_039, 97_862, 4_085_603]),
            ("position 3", "8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1", [14, 191, 2_812, 43_238]),
            ("position 4", "r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1", [6, 264, 9_467, 422_333]),
            ("position 5", "rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8", [44, 1_486, 62_379, 2_103_487]),
            ("position 6", "r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - - 0 10", [46, 2_079, 89_890, 3_894_594]),
        ];
        foreach ((string name, string fen, long[] counts) in positions)
        {
            foreach ((int place, long count) in counts.Index())
            {
                TestCaseData test = new TestCaseData(fen, place + 1, count).SetArgDisplayNames(name, $"{place + 1}", $"{count}");
                yield return count > Many ? test.SetCategory("Slow") : test;
            }
        }
    }

    [TestCaseSource(nameof(Counts))]
    public void Legal_moves_are_as_many_as_they_should_be(string fen, int depth, long expected) => Assert.That(Count(Board.Read(fen), depth), Is.EqualTo(expected));

    private static long Count(Board board, int depth)
    {
        List<Move> moves = MoveGenerator.Legal(board);
        return depth == 1 ? moves.Count : moves.Sum(move => Count(board.After(move), depth - 1));
    }
}
