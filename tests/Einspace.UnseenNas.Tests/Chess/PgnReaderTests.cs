using Einspace.UnseenNas.Chess;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.UnseenNas.Tests.Chess;

internal sealed class PgnReaderTests
{
    [Test]
    public void Comments_variations_signs_and_numbers_are_passed_over()
    {
        Game game = ReadOne("""
            % of another program: 1. h4
            [Event "A \"good\" one"]
            [White "Tal, Mikhail"]
            [Result "1-0"]

            1.e4 {the king's pawn; (a comment) [%clk 1:00]} e5 $1 2. Nf3 ; to the end of the line 2. a3
            (2. f4 exf4 (2... d5 {a } $14) 3. Nf3) (2. Nc3 1-0) Nc6! 3 Bc4 !? 3...Nf6
            % 4. h4
            4 . Ng5 d5 5.exd5 Nxd5 6.Nxf7 Kxf7 1-0
            """);
        Assert.That(string.Join(' ', game.Moves), Is.EqualTo("e2e4 e7e5 g1f3 b8c6 f1c4 g8f6 f3g5 d7d5 e4d5 f6d5 g5f7 e8f7"));
        Assert.That(game.Result, Is.EqualTo(GameResult.WhiteWins));
        Assert.That((game.Tags["White"], game.Tags["Event"]), Is.EqualTo(("Tal, Mikhail", "A \\\"good\\\" one")));
        Assert.That(game.Positions().Last()[Square.Read("f7")], Is.EqualTo(new Piece(Side.Black, PieceKind.King)));
    }

    [Test]
    public void Castling_en_passant_and_promotion_change_the_board()
    {
        Game game = ReadOne("1. e4 a6 2. e5 d5 3. exd6 e.p. Nf6 4. dxc7 Nc6 5. cxd8=N e5 6. Nf3 Be7 7. Be2 O-O 8. O-O *");
        Assert.That(Text(game.Positions().Last()), Is.EqualTo("r.bN.rk./.p..bppp/p.n..n../....p.../......../.....N../PPPPBPPP/RNBQ.RK."));
    }

    [Test]
    public void A_game_can_begin_elsewhere()
    {
        Game game = ReadOne("[Event \"x\"]\n[FEN \"4k3/P7/8/8/8/8/8/4K3 w - - 0 1\"]\n[SetUp \"1\"]\n\n1. a8=Q+ Kd7 1/2-1/2");
        Assert.That(Text(game.Positions().Last()), Is.EqualTo("Q......./...k..../......../......../......../......../......../....K..."));
    }

    [TestCase("1-0", GameResult.WhiteWins)]
    [TestCase("0-1", GameResult.BlackWins)]
    [TestCase("1/2-1/2", GameResult.Draw)]
    [TestCase("*", GameResult.Unknown)]
    public void Results_are_four(string text, object expected) => Assert.That(ReadOne($"[Event \"x\"]\r\n[Result \"{text}\"]\r\n\r\n1. e4\r\n{text}\r\n").Result, Is.EqualTo(expected));

    [Test]
    public void A_text_has_many_games_with_and_without_tags()
    {
        string tagged = "[Event \"x\"]\n[Site \"?\"]\n\n1. d4 0-1\n\n\n";
        (List<Game> games, List<string> broken) = Read("\uFEFF{games} " + tagged + tagged + "1. e4 1-0 1. c4 *\n" + tagged + "; the end");
        Assert.That(games.Select(game => (game.Moves[0].ToString(), game.Tags.Count)), Is.EqualTo(new[] { ("d2d4", 2), ("d2d4", 2), ("e2e4", 0), ("c2c4", 0), ("d2d4", 2) }));
        Assert.That(broken, Is.Empty);
        Assert.That(Read(" \n\n").Games, Is.Empty);
        Assert.That(ReadOne("[Event \"nobody moved\"]\n\n1-0").Moves, Is.Empty);
    }

    [TestCase("1. e4 e5\n2. Ke3 Nc6 1-0", "line 6: found 'Ke3', which White cannot play there (move 2).")]
    [TestCase("1. e4 e5\n2. what 1-0", "line 6: found 'what', which is no move (move 2).")]
    [TestCase("1. e4 {never\nclosed 1-0\n", "line 5: the comment that begins there with { is not closed.")]
    [TestCase("1. e4\n(1. d4 (1. c4)\n1-0\n", "line 6: the variation that begins there with ( is not closed.")]
    [TestCase("1. e4 ) 1-0", "line 5: found ')' where a move or a result")]
    [TestCase("1. e4 } 1-0", "line 5: found '}' where a move or a result")]
    [TestCase("1. e4 [x] 1-0", "line 5: found '[' where a move or a result")]
    [TestCase("1. e4 e5\n", "line 5: found '[' where a move or a result")]
    [TestCase("1. e4 e5\n1/2", "line 6: found '1/2', which is no move (move 2).")]
    [TestCase("", "found '[' where a move or a result")]
    [TestCase("1. e4 0-1", "the moves end with 0-1, and the tag Result says '1-0'.")]
    [TestCase("[White Tal]\n1. e4 1-0", "line 5: a tag such as")]
    [TestCase("[FEN \"8/8 w - -\"]\n1. e4 1-0", "eight ranks of eight squares")]
    public void A_broken_game_is_a_sentence_and_the_others_are_read(string moves, string sentence)
    {
        const string sound = "[Event \"sound\"]\n\n1. d4 1-0\n";
        (List<Game> games, List<string> broken) = Read($"[Event \"wrong\"]\n[Site \"?\"]\n[Result \"1-0\"]\n\n{moves}\n{sound}{sound}");
        Assert.That(games.Select(game => game.Tags["Event"]), Is.EqualTo(new[] { "sound", "sound" }));
        Assert.That(broken, Has.Count.EqualTo(1));
        Assert.That(broken[0], Does.StartWith("some.pgn, game 1, line ").And.Contains(sentence));

        (games, broken) = Read($"{sound}[Event \"wrong\"]\n[Result \"1-0\"]\n\n{moves}".TrimEnd());
        Assert.That((games.Count, broken.Count), Is.EqualTo((1, 1)));
        Assert.That(broken[0], Does.StartWith("some.pgn, game 2, line "));
    }

    [TestCase("1. e4 {never closed 1-0", "line 2: the comment that begins there with { is not closed.")]
    [TestCase("1. e4 {never closed 1/2-1/2\n\n1. c4 {closed} 0-1\n1. c4 {never 1-0", "line 2: the comment that begins there with { is not closed.", 1, 2)]
    [TestCase("1. e4 {of 2,\nnever closed 1-0\n\n 1. c4 {closed} 0-1", "line 2: the comment that begins there with { is not closed.", 1)]
    [TestCase("1. e4 ) e5\n2. d4 1-0", "line 2: found ')' where a move")]
    [TestCase("1. e4 (1. d4 1-0", "line 2: the variation that begins there with ( is not closed.")]
    public void Games_without_tags_that_follow_a_broken_one_are_read(string moves, string sentence, int more = 0, int wrong = 1)
    {
        (List<Game> games, List<string> broken) = Read($"1. d4 1-0\n{moves}\n1. d4 *\n\n1. d4 0-1\n");
        Assert.That(broken, Has.Count.EqualTo(wrong));
        Assert.That(broken[0], Does.Contain("game 2, ").And.Contain(sentence));
        Assert.That(games.Select(game => game.Moves[0].ToString()), Is.EqualTo(new[] { "d2d4" }.Concat(Enumerable.Repeat("c2c4", more)).Concat(["d2d4", "d2d4"])));
    }

    [Test]
    public void A_broken_game_is_told_once_even_if_that_ends_the_reading()
    {
        int told = 0;
        Assert.That(
            () => PgnReader.Read("some.pgn", "1. e4 e5\n2. Ke3 1-0", wrong => throw new InputException($"{wrong.Message} {++told}", wrong)).ToArray(),
            Throws.InstanceOf<InputException>().With.Message.EndsWith("cannot play there (move 2). 1"));
    }

    [Test]
    public void Tags_have_comments_too()
    {
        Game game = ReadOne("; head\n[Event \"x\"]\n{of White}\n[Time-Control \"40/7200:3600\"]\n[White \"Tal, M\"] ; a [\n% no [\n[Result \"0-1\"]\n{first}\n1. e4 0-1");
        Assert.That((game.Tags.Count, game.Tags["White"], game.Moves.Length), Is.EqualTo((4, "Tal, M", 1)));
    }

    [Test]
    public void A_comment_of_a_game_with_tags_may_tell_of_another_game() =>
        Assert.That(ReadOne("[Event \"x\"]\n\n1. e4 {as in that other game, 1-0\n1. e4 e5 too} e5 0-1").Moves, Has.Length.EqualTo(2));

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property Any_text_is_games_and_sentences() => Prop.ForAll(
        Gen.Elements("[Event \"x\"]\n", "{", "}", "(", ")", ";", "\n", "%", "[", "]", "1. e4 ", "Nf3 ", "1-0 ", "$", "*", "\"", "é").ListOf().ToArbitrary(),
        pieces =>
        {
            string text = string.Concat(pieces);
            (List<Game> games, List<string> broken) = Read(text);
            Assert.That(games.Count + broken.Count, Is.LessThanOrEqualTo(pieces.Count));
            Assert.That(broken, Has.All.StartsWith("some.pgn, game "));
        });

    private static Game ReadOne(string text)
    {
        (List<Game> games, List<string> broken) = Read(text);
        Assert.That(broken, Is.Empty);
        return games.Single();
    }

    private static (List<Game> Games, List<string> Broken) Read(string text)
    {
        List<string> broken = [];
        return ([.. PgnReader.Read("some.pgn", text, wrong => broken.Add(wrong.Message))], broken);
    }

    private static string Text(Board board) => string.Join('/', Enumerable.Range(0, 8).Select(row =>
        string.Concat(Enumerable.Range(0, 8).Select(column => board[(row * 8) + column]?.ToString() ?? "."))));
}
