using Einspace.UnseenNas.Chess;

namespace Einspace.UnseenNas.Tests.Chess;

internal sealed class BoardTests
{
    [TestCase("rnbqkbnr/pppppppp/8/8 w KQkq -", "eight ranks")]
    [TestCase("rnbqkbnr/pppppppp/9/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -", "eight ranks")]
    [TestCase("rnbqkbnr/pppppppp/7/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -", "eight ranks")]
    [TestCase("rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQQBNR w KQkq -", "one king of White")]
    [TestCase("8/8/8/8/8/8/8/8 w - -", "one king of White")]
    [TestCase("4k3/8/8/8/8/8/8/4K3 x - -", "where pieces, w or b")]
    [TestCase("4k3/8/8/8/8/8/8/4K3 w X -", "found the castling 'X'")]
    [TestCase("4k3/8/8/8/8/8/8/4RK2 w - -", "White could capture a king")]
    public void A_wrong_record_is_told(string fen, string sentence) => Assert.That(() => Board.Read(fen), Throws.InstanceOf<FormatException>().With.Message.Contains(sentence));

    [Test]
    public void Castling_without_a_rook_at_home_is_no_right() =>
        Assert.That(Board.Read("4k2r/8/8/8/8/8/8/R3K2N w KQkq - 0 1").Castling, Is.EqualTo(CastlingRights.WhiteLong | CastlingRights.BlackShort));

    [Test]
    public void A_captured_rook_castles_no_more()
    {
        Board board = Board.Read("r3k2r/8/8/8/8/8/6B1/4K3 w kq - 0 1");
        Assert.That(board.After(San.Read(board, "Bxa8")).Castling, Is.EqualTo(CastlingRights.BlackShort));
    }
}
