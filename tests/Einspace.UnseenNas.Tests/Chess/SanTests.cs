using Einspace.UnseenNas.Chess;

namespace Einspace.UnseenNas.Tests.Chess;

internal sealed class SanTests
{
    private const string Promoting = "1n2k3/P7/8/3pP3/8/8/8/R3K2R w KQ d6 0 1";

    [TestCase(Promoting, "O-O", "e1g1")]
    [TestCase(Promoting, "0-0", "e1g1")]
    [TestCase(Promoting, "O-O-O!?", "e1c1")]
    [TestCase(Promoting, "0-0-0", "e1c1")]
    [TestCase(Promoting, "exd6", "e5d6")]
    [TestCase(Promoting, "exd6e.p.", "e5d6")]
    [TestCase(Promoting, "e5d6", "e5d6")]
    [TestCase(Promoting, "e6", "e5e6")]
    [TestCase(Promoting, "a8=Q", "a7a8q")]
    [TestCase(Promoting, "a8N", "a7a8n")]
    [TestCase(Promoting, "axb8=R+", "a7b8r")]
    [TestCase(Promoting, "Rh8+", "h1h8")]
    [TestCase(Promoting, "Rh1-h8+!", "h1h8")]
    [TestCase("4k3/8/8/8/8/8/3K4/N3N3 w - -", "Nac2", "a1c2")]
    [TestCase("4k3/8/8/8/8/8/3K4/N3N3 w - -", "Ne1c2", "e1c2")]
    [TestCase("4k3/4N3/8/8/4N3/8/3K4/8 w - -", "N4g5", "e4g5", Description = "only one reaches it")]
    [TestCase("4k3/8/4N3/8/4N3/8/3K4/8 w - -", "N6g5", "e6g5")]
    [TestCase("4k3/8/8/8/1b6/2N5/8/4K1N1 w - -", "Ne2", "g1e2", Description = "the other is pinned")]
    [TestCase("4k3/8/8/8/1b6/1P6/P7/1B3K2 b - -", "Bc3", "b4c3", Description = "a bishop, not a pawn of file b")]
    public void Moves_are_read(string fen, string text, string expected) => Assert.That(San.Read(Board.Read(fen), text).ToString(), Is.EqualTo(expected));

    [TestCase(Promoting, "hello", "which is no move")]
    [TestCase(Promoting, "e9", "which is no move")]
    [TestCase(Promoting, "--", "which is no move")]
    [TestCase(Promoting, "Qd1", "White cannot play")]
    [TestCase(Promoting, "a8", "White cannot play")]
    [TestCase(Promoting, "Kg1", "White cannot play")]
    [TestCase("4k3/8/8/8/8/8/3K4/N3N3 w - -", "Nc2", "may mean a1c2 or e1c2")]
    [TestCase("4k3/8/8/8/1b6/2N5/8/4K3 w - -", "Ne4", "White cannot play")]
    [TestCase("4k2r/8/8/8/8/8/8/4K2R w K - 0 1", "O-O-O", "White cannot play")]
    [TestCase("4kr2/8/8/8/8/8/8/4K2R w K - 0 1", "O-O", "White cannot play")]
    public void What_is_no_move_is_told(string fen, string text, string sentence) =>
        Assert.That(() => San.Read(Board.Read(fen), text), Throws.InstanceOf<FormatException>().With.Message.Contains(sentence).And.Message.Contains($"'{text}'"));

    [Test]
    public void Every_legal_move_of_random_games_is_read_back()
    {
        RandomStream random = RandomStream.Derive(3, "games");
        for (int game = 0; game < 6; game++)
        {
            Board board = Board.Start;
            for (List<Move> moves = MoveGenerator.Legal(board); moves.Count > 0 && random.NextInt(120) > 0; moves = MoveGenerator.Legal(board))
            {
                foreach (Move move in moves)
                    Assert.That(San.Read(board, SanText.Write(board, move)), Is.EqualTo(move));
                board = board.After(moves[random.NextInt(moves.Count)]);
            }
        }
    }
}
