using System.Text.RegularExpressions;
using Einspace.Sdk;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Chess;

/// <summary>
/// Reads games in the Portable Game Notation (the PGN standard of 1994): tags, moves, comments <c>{…}</c> and <c>;…</c>, variations
/// <c>(…)</c> in any depth, <c>$</c> signs, lines for other programs <c>%…</c>, several games in a text. Moves of the main line are played and
/// checked; variations are passed over.
/// </summary>
internal sealed partial class PgnReader
{
    private const string Special = "{}()[]<>;$", Results = "a result (1-0, 0-1, 1/2-1/2 or *)", Event = "\n[Event ";

    private readonly string _file, _text;
    private int _at, _line = 1, _number;
    private bool _isTagged;

    private PgnReader(string file, string text) => (_file, _text) = (file, text);

    /// <summary>Reads a text's games in order.</summary>
    /// <param name="file">The text's name, for messages.</param>
    /// <param name="text">The text.</param>
    /// <param name="broken">
    /// Told of each game that cannot be read, with file, number of the game and line; may throw it. Reading goes on with the next
    /// game: after the result where a move is wrong; otherwise with the next line that begins with <c>[Event</c> or, where the game has
    /// no tags or there is no such line, after the next line that ends with a result, if that comes first.
    /// </param>
    public static IEnumerable<Game> Read(string file, string text, Action<InputException> broken)
    {
        PgnReader reader = new(file, text);
        while (reader.SkipBlank())
        {
            if (reader.ReadGame(broken) is { } game)
                yield return game;
        }
    }

    private Game? ReadGame(Action<InputException> broken)
    {
        (_number, _isTagged) = (_number + 1, false);
        InputException? wrong;
        try
        {
            SkipComments();
            if (_at == _text.Length)
                return null;
            Dictionary<string, string> tags = ReadTags();
            Board start = ReadStart(tags);
            List<Move> moves = [];
            (string result, wrong) = ReadMoves(start, moves);
            if (wrong is null && tags.TryGetValue("Result", out string? told) && told != "?" && told != result)
                wrong = Broken(_line, $"the moves end with {result}, and the tag Result says '{Excerpt.Of(told)}'");
            if (wrong is null)
                return new Game(tags, start, [.. moves], ReadResult(result)!.Value);
        }
        catch (InputException e)
        {
            wrong = e;
            SkipGame();
        }

        // Not above: what this throws is no other broken game.
        broken(wrong);
        return null;
    }

    private Dictionary<string, string> ReadTags()
    {
        Dictionary<string, string> tags = [];
        while (_at < _text.Length && _text[_at] == '[' && (tags.Count == 0 || !AtEvent()))
        {
            _isTagged = true;
            Match tag = Tag().Match(_text, _at);
            if (!tag.Success)
            {
                _at++;
                throw Broken(_line, "a tag such as [White \"Tal, Mikhail\"] was expected");
            }

            tags[tag.Groups["name"].Value] = tag.Groups["value"].Value;
            Advance(_at + tag.Length);
            SkipComments();
        }

        return tags;
    }

    private Board ReadStart(Dictionary<string, string> tags)
    {
        try
        {
            return tags.TryGetValue("FEN", out string? fen) ? Board.Read(fen) : Board.Start;
        }
        catch (FormatException e)
        {
            throw Broken(_line, e.Message);
        }
    }

    /// <summary>Reads up to the result, and plays the moves until one is wrong.</summary>
    private (string Result, InputException? Wrong) ReadMoves(Board board, List<Move> moves)
    {
        InputException? wrong = null;
        Stack<(int At, int Line)> variations = [];
        while (true)
        {
            int before = _line;
            SkipComments();
            if (_at == _text.Length || _text[_at] == '[')
            {
                if (variations.Count == 0)
                    throw wrong ?? Broken(before, $"found {(_at == _text.Length ? "the end" : "'['")} where a move or {Results} was expected");
                // What was taken for the variation may be other games.
                (_at, _line) = variations.Peek();
                throw Broken(_line, "the variation that begins there with ( is not closed");
            }

            switch (_text[_at])
            {
                case '(':
                    variations.Push((_at, _line));
                    _at++;
                    continue;
                case ')' when variations.TryPop(out _):
                    _at++;
                    continue;
                case '$':
                    do
                        _at++;
                    while (_at < _text.Length && char.IsAsciiDigit(_text[_at]));
                    continue;
                case char other when Special.Contains(other):
                    throw Broken(_line, $"found '{other}' where a move or {Results} was expected");
            }

            string word = ReadWord();
            if (variations.Count > 0)
                continue;
            if (ReadResult(word) is not null)
                return (word, wrong);
            if (wrong is null && MoveNumber().Replace(word, "") is { Length: > 0 } san && san.Trim('!', '?').Length > 0 && san != "e.p.")
                (board, wrong) = Play(board, san, moves);
        }
    }

    private (Board Board, InputException? Wrong) Play(Board board, string san, List<Move> moves)
    {
        try
        {
            Move move = San.Read(board, san);
            moves.Add(move);
            return (board.After(move), null);
        }
        catch (FormatException e)
        {
            return (board, Broken(_line, $"{e.Message} (move {(moves.Count / 2) + 1})"));
        }
    }

    private InputException Broken(int line, string what) => new($"{_file}, game {_number}, line {line}: {what}.");

    private static GameResult? ReadResult(string word) => word switch
    {
        "1-0" => GameResult.WhiteWins,
        "1/2-1/2" => GameResult.Draw,
        "0-1" => GameResult.BlackWins,
        "*" => GameResult.Unknown,
        _ => null,
    };

    private string ReadWord()
    {
        int from = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !Special.Contains(_text[_at]))
            _at++;
        return _text[from.._at];
    }

    private void SkipComments()
    {
        while (SkipBlank() && _text[_at] is '{' or ';')
        {
            if (_text[_at] == ';')
            {
                SkipLine();
                continue;
            }

            int end = _text.IndexOf('}', _at);
            if (end < 0 || _text.AsSpan(_at, end - _at).Contains(Event, StringComparison.Ordinal) || (!_isTagged && NextGame().IsMatch(_text.AsSpan(_at, end - _at))))
                throw Broken(_line, "the comment that begins there with { is not closed");
            Advance(end + 1);
        }
    }

    /// <summary>Goes on to what is no space; whether there is anything.</summary>
    private bool SkipBlank()
    {
        while (_at < _text.Length)
        {
            if (_text[_at] == '%' && AtLineStart())
                SkipLine();
            else if (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF')
                Advance(_at + 1);
            else
                return true;
        }

        return false;
    }

    private void SkipLine() => Advance(_text.IndexOf('\n', _at) is >= 0 and int end ? end + 1 : _text.Length);

    private void SkipGame()
    {
        if (AtEvent())
            return;
        int next = _text.IndexOf(Event, _at, StringComparison.Ordinal) is >= 0 and int begin ? begin + 1 : _text.Length;
        if ((!_isTagged || next == _text.Length) && GameEnd().Match(_text, _at, next - _at) is { Success: true } end)
            next = end.Index + end.Length;
        Advance(next);
    }

    private bool AtEvent() => _at > 0 && string.CompareOrdinal(_text, _at - 1, Event, 0, Event.Length) == 0;

    private bool AtLineStart() => _at == 0 || _text[_at - 1] == '\n';

    private void Advance(int to)
    {
        _line += _text.AsSpan(_at, to - _at).Count('\n');
        _at = to;
    }

    [GeneratedRegex("\\G\\[\\s*(?<name>[\\w+#=:-]+)\\s*\"(?<value>(?:\\\\.|[^\"\\\\\\r\\n])*)\"\\s*\\]", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("(?<!\\S)(?:1-0|0-1|1/2-1/2|\\*)[ \\t\\r]*(?:\\n|$)", RegexOptions.CultureInvariant)]
    private static partial Regex GameEnd();

    // Where games have no tags, this in a comment says that the comment should have ended before.
    [GeneratedRegex("(?<!\\S)(?:1-0|0-1|1/2-1/2|\\*)\\s*\\n\\s*1\\s*\\.", RegexOptions.CultureInvariant)]
    private static partial Regex NextGame();

    [GeneratedRegex("^(?:\\d*\\.+|\\d+$)", RegexOptions.CultureInvariant)]
    private static partial Regex MoveNumber();
}
