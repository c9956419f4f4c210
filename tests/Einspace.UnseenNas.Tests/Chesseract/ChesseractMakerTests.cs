using Einspace.UnseenNas.Chess;
using Einspace.UnseenNas.Chesseract;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;
using Einspace.UnseenNas.Tasks;
using Einspace.UnseenNas.Tests.Making;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Einspace.UnseenNas.Tests.Chesseract;

internal sealed class ChesseractMakerTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new();
        Directory.CreateDirectory(_folder["games"]);
    }

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Planes_are_pieces_rows_ranks_and_columns_files()
    {
        // Of four moves the last 15 % are the last one: ⌊0.85 · 4⌋ = 3 are left out.
        foreach ((int number, string result) in new[] { "1-0", "1/2-1/2", "0-1" }.Index())
        {
            // The same positions in another order of moves are other games.
            foreach (char file in "abcdfg".Substring(2 * number, 2))
                File.AppendAllText(_folder[$"games/{number}.pgn"], $"1. {file}4 e5 2. e3 Qh4 {result}\n1. e3 e5 2. {file}4 Qh4 {result}\n");
        }

        Make("out", new(), 3, 3, 3);
        Assert.That(File.Exists(Path.Combine(_folder["out"], "metadata")), Is.True);
        foreach ((long label, string board) in Made.Splits.SelectMany(split => Read("out", split)))
        {
            string[] rows = board.Split('\n');
            Assert.That(rows[0], Is.EqualTo("♜♞♝·♚♝♞♜"), "row 0 is rank 8");
            Assert.That(rows[1], Is.EqualTo("♟♟♟♟·♟♟♟"));
            Assert.That((rows[3], rows[4][7], rows[5]), Is.EqualTo(("····♟···", '♛', "····♙···")));
            Assert.That(rows[7], Is.EqualTo("♖♘♗♕♔♗♘♖"));
            Assert.That(label, Is.InRange(0, 2));
        }
    }

    [Test]
    public void Only_the_end_of_games_is_taken()
    {
        const int longest = 60;
        File.WriteAllText(_folder["games/all.pgn"], FakeGames.Write(90, 1, longest));
        foreach (int percent in (int[])[1, 15, 50, 100])
        {
            GameCollection games = GameCollection.Read(_folder["games"], new() { LastPercent = percent }, CancellationToken.None);
            List<Game> played = [.. PgnReader.Read("all", File.ReadAllText(_folder["games/all.pgn"]), wrong => throw wrong)];
            Assert.That(games.Games, Has.Count.EqualTo(played.Count));
            foreach ((EndedGame ended, Game game) in games.Games.Zip(played))
            {
                int count = game.Moves.Length, left = (int)Math.Floor(count * (100 - percent) / 100m);
                Assert.That(ended.Positions, Has.Length.EqualTo(count - left));
                Assert.That(Text(ended.Positions[^1]), Is.EqualTo(Text(game.Positions().Last())));
                Assert.That(ended.Label, Is.EqualTo((int)game.Result));
            }
        }
    }

    [TestCase(SplitRule.Official)]
    [TestCase(SplitRule.SourceDisjoint)]
    public void No_game_is_in_two_splits_and_results_are_balanced(SplitRule rule)
    {
        // The second player's collection has the games of the first, and others.
        string shared = FakeGames.Write(150, 1);
        File.WriteAllText(_folder["games/a.pgn"], shared);
        File.WriteAllText(_folder["games/b.pgn"], shared + FakeGames.Write(60, 2));
        Make("out", new() { Split = rule }, 150, 30, 31);

        Assert.That(new FolderDataset(PublishedTasks.Chesseract).Check(_folder["out"]), Is.Empty);
        FolderProvenance record = FolderProvenance.Read(_folder["out"])!;
        Assert.That(record.Deviations, Has.Some.EqualTo("150 games with the same moves as another were left out").And.Some.StartsWith("Chesseract-like: "));
        EndedGame[] games = [.. GameCollection.Read(_folder["games"], new(), CancellationToken.None).Games];
        Assert.That(games, Has.Length.EqualTo(210));

        HashSet<int>[] used = [.. Made.Splits.Select(split => Used(split).ToHashSet())];
        Assert.That(used[0].Intersect(used[1]).Concat(used[0].Intersect(used[2])).Concat(used[1].Intersect(used[2])), Is.Empty);
        foreach ((int place, string split) in Made.Splits.Index())
        {
            List<(long Label, string Text)> examples = Read("out", split);
            Assert.That(examples.CountBy(one => one.Label).Select(pair => pair.Value), Is.All.InRange(examples.Count / 3, (examples.Count / 3) + 1));
            HashSet<(long, string)> own = [.. games.Where(game => used[place].Contains(game.Number)).SelectMany(game => game.Positions.Select(position => ((long)game.Label, Text(position))))];
            Assert.That(examples, Is.SubsetOf(own), "examples are of the games that the record tells");
        }

        IEnumerable<int> Used(string split)
        {
            string ranges = Document(split);
            foreach (string[] ends in ranges.Split(',').Select(range => range.Split('-')))
            {
                for (int number = int.Parse(ends[0], CultureInfo.InvariantCulture); number <= int.Parse(ends[^1], CultureInfo.InvariantCulture); number++)
                    yield return number;
            }
        }

        string Document(string split)
        {
            using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["out"], FolderProvenance.FileName)));
            return json.RootElement.GetProperty("splits").GetProperty(split == "valid" ? "validation" : split).GetProperty(EndedGame.Kind).GetString()!;
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        File.WriteAllText(_folder["games/all.pgn"], FakeGames.Write(60, 1));
        Made.AssertDecidedBySeed(_folder, (name, seed) => Make(name, new(), 30, 9, 9, seed));
    }

    [Test]
    public void Broken_games_are_told_or_left_out_and_counted()
    {
        string sound = FakeGames.Write(60, 1, white: "A. Stranger");
        using (StreamWriter file = new(new GZipStream(File.Create(_folder["games/all.pgn.gz"]), CompressionLevel.Fastest), Encoding.UTF8))
            file.Write(sound + "[Event \"wrong\"]\n\n1. e5 1-0\n\n[Event \"open\"]\n\n1. e4 *\n\n[Event \"none\"]\n\n0-1\n");

        Assert.That(() => Make("out", new(), 30, 9, 9), Throws.InstanceOf<InputException>().With.Message.Contains("all.pgn.gz, game 61, line ").And.Message.Contains("found 'e5'").And.Message.Contains("maker.skip-broken"));
        Assert.That(_folder["out"], Does.Not.Exist);
        Make("out", new() { SkipBroken = true }, 30, 9, 9);
        Assert.That(FolderProvenance.Read(_folder["out"])!.Deviations, Has.Some.EqualTo("1 games that cannot be read were left out")
            .And.Some.EqualTo("2 games without a result or without moves were left out").And.Some.StartsWith("60 of 60 games were played by none of Fischer"));
    }

    [Test]
    public void Bad_sources_are_one_sentence_each()
    {
        AssertRefused("has no files *.pgn");
        File.WriteAllText(_folder["games/all.pgn"], "1. e4 1-0\n1. d4 1-0\n1. c4 1-0\n");
        AssertRefused("0 games of the class 'Draw' were found; one for each", train: 3, others: 3);
        File.AppendAllText(_folder["games/all.pgn"], FakeGames.Write(30, 1));
        AssertRefused("13 games, of which no two splits may share any; 1000 and 3 and 3 were expected: give more games");
        Directory.Delete(_folder["games"], recursive: true);
        AssertRefused("is no folder");

        void AssertRefused(string sentence, int train = 3_000, int others = 9)
        {
            Assert.That(() => Make("out", new(), train, others, others), Throws.InstanceOf<InputException>().With.Message.Contains(sentence));
            Assert.That(_folder["out"], Does.Not.Exist);
        }
    }

    private void Make(string name, ChesseractOptions options, int train, int validation, int test, ulong seed = 0) =>
        new ChesseractMaker().Make(new(_folder["games"], train, validation, test, seed), options, _folder[name], null, CancellationToken.None);

    private List<(long Label, string Text)> Read(string name, string split) => [.. Made.Read(_folder[name], split).Select(one => (one.Label, ChessBoardText.Read(one.Numbers)!))];

    private static string Text(Board board) => string.Join('\n', Enumerable.Range(0, 8).Select(row =>
        string.Concat(Enumerable.Range(0, 8).Select(column => board[(row * 8) + column] is { } piece ? "♙♘♗♖♕♔♟♞♝♜♛♚"[piece.Index] : '·'))));
}
