using Einspace.UnseenNas.Chess;

namespace Einspace.UnseenNas.Tests.Chess;

/// <summary>Counts the sequences of legal moves; the counts are those of the Chess Programming Wiki, "Perft Results".</summary>
internal sealed class PerftTests
{
    private const string
        Start = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1",
        Kiwipete = "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1",
        Position3 = "8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1",
        Position4 = "r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1",
        Position5 = "rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8",
        Position6 = "r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - - 0 10";

    [TestCase(Start, 1, 20)]
    [TestCase(Start, 2, 400)]
    [TestCase(Start, 3, 8_902)]
    [TestCase(Start, 4, 197_281)]
    [TestCase(Kiwipete, 1, 48)]
    [TestCase(Kiwipete, 2, 2_039)]
    [TestCase(Kiwipete, 3, 97_862)]
    [TestCase(Kiwipete, 4, 4_085_603, Category = "Slow")]
    [TestCase(Position3, 1, 14)]
    [TestCase(Position3, 2, 191)]
    [TestCase(Position3, 3, 2_812)]
    [TestCase(Position3, 4, 43_238)]
    [TestCase(Position4, 1, 6)]
    [TestCase(Position4, 2, 264)]
    [TestCase(Position4, 3, 9_467)]
    [TestCase(Position4, 4, 422_333)]
    [TestCase(Position5, 1, 44)]
    [TestCase(Position5, 2, 1_486)]
    [TestCase(Position5, 3, 62_379)]
    [TestCase(Position5, 4, 2_103_487, Category = "Slow")]
    [TestCase(Position6, 1, 46)]
    [TestCase(Position6, 2, 2_079)]
    [TestCase(Position6, 3, 89_890)]
    [TestCase(Position6, 4, 3_894_594, Category = "Slow")]
    public void Legal_moves_are_as_many_as_they_should_be(string fen, int depth, long expected) => Assert.That(Count(Board.Read(fen), depth), Is.EqualTo(expected));

    private static long Count(Board board, int depth)
    {
        List<Move> moves = MoveGenerator.Legal(board);
        return depth == 1 ? moves.Count : moves.Sum(move => Count(board.After(move), depth - 1));
    }
}
