using System.Collections.Immutable;
using System.Text;
using Einspace.Sdk;
using Einspace.UnseenNas.Chess;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Chesseract;

/// <summary>The games of a folder of PGN files, each once: players' collections share the games they played against each other.</summary>
internal sealed class GameCollection
{
    // Of the published task; as PGN files name them.
    private static readonly string[] Players = ["Fischer", "Kasparov", "Carlsen", "Anand", "Nakamura", "Karpov", "Caruana", "Tal"];

    private readonly int _lastPercent;
    private readonly List<EndedGame> _games = [];
    private readonly HashSet<(string Start, string Moves)> _seen = [];
    private readonly List<SourceFile> _sources = [];
    private int _broken, _repeated, _endless, _others;

    private GameCollection(int lastPercent) => _lastPercent = lastPercent;

    /// <summary>The games that have a result and a move at least, each once.</summary>
    public IReadOnlyList<EndedGame> Games => _games;

    /// <summary>The files.</summary>
    public ImmutableArray<SourceFile> Sources => [.. _sources];

    /// <summary>One sentence for each kind of game that was left out, and for games of others than the published task's players.</summary>
    public IEnumerable<string> Deviations()
    {
        if (_broken > 0)
            yield return $"{_broken} games that cannot be read were left out";
        if (_repeated > 0)
            yield return $"{_repeated} games with the same moves as another were left out";
        if (_endless > 0)
            yield return $"{_endless} games without a result or without moves were left out";
        if (_others > 0)
            yield return $"{_others} of {_games.Count} games were played by none of {string.Join(", ", Players)}";
    }

    /// <summary>Reads all files <c>*.pgn</c> and <c>*.pgn.gz</c> of a folder, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Which positions to keep, and what to do with broken games.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="InputException">There is none, one cannot be read, or a game is broken and not to be left out.</exception>
    public static GameCollection Read(string folder, ChesseractOptions options, CancellationToken cancellation)
    {
        string[] paths = SourceBytes.Files(folder, ".pgn");
        if (paths.Length == 0)
            throw new InputException($"{folder} has no files *.pgn (or .pgn.gz): games of chess in the Portable Game Notation were expected there.");
        GameCollection collection = new(options.LastPercent);
        foreach (string path in paths)
        {
            SourceBytes file = SourceBytes.Read(path);
            collection._sources.Add(file.File);
            foreach (Game game in PgnReader.Read(path, Encoding.UTF8.GetString(file.Bytes), collection.OnBroken(options.SkipBroken)))
            {
                cancellation.ThrowIfCancellationRequested();
                collection.Add(game);
            }
        }

        return collection;
    }

    private Action<InputException> OnBroken(bool skip) => broken =>
    {
        if (!skip)
            throw new InputException($"{broken.Message} Mend or remove the game, or leave out broken games with --set maker.skip-broken=true.", broken);
        _broken++;
    };

    private void Add(Game game)
    {
        int count = game.Moves.Length;
        if (game.Result == GameResult.Unknown || count == 0)
            _endless++;
        else if (!_seen.Add((game.Tags.GetValueOrDefault("FEN", ""), string.Concat(game.Moves))))
            _repeated++;
        else
        {
            _others += Names(game, "White").Concat(Names(game, "Black")).Intersect(Players, StringComparer.OrdinalIgnoreCase).Any() ? 0 : 1;
            int first = (int)((long)count * (100 - _lastPercent) / 100);
            _games.Add(new(_games.Count, (int)game.Result, [.. game.Positions().Skip(first)]));
        }
    }

    private static string[] Names(Game game, string side) => game.Tags.GetValueOrDefault(side, "").Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
}
