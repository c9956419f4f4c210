using System.Collections.Immutable;
using System.Globalization;

namespace Einspace.Sdk.Grammars;

/// <summary>
/// Reads an architecture's text, whatever its grammar: <c>node = name [ '(' item { ',' item } ')' ]</c>,
/// <c>item = integer | [ count '*' ] node</c>, arguments before children, white space free. No recursion.
/// </summary>
internal sealed class ArchitectureReader
{
    /// <summary>How many nodes may stand inside each other: in a text, and as the engine derives them, so that every text is read back.</summary>
    public const int DeepestNesting = 2000;

    private readonly string _text;
    private readonly List<NodeInText> _places = [];
    private int _position;

    private ArchitectureReader(string text) => _text = text;

    /// <summary>Reads a whole text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The derivation, and where its nodes stand, in pre-order.</returns>
    /// <exception cref="ArchitectureSyntaxException">The text is malformed.</exception>
    public static (DerivationNode Root, IReadOnlyList<NodeInText> Places) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArchitectureReader reader = new(text);
        DerivationNode root = reader.ReadAll();
        return (root, reader._places);
    }

    private DerivationNode ReadAll()
    {
        Stack<OpenNode> open = new();
        open.Push(ReadHead(count: 1, start: SkipSpace()));
        while (true)
        {
            OpenNode top = open.Peek();
            if (top.HasItems && ReadItem(top) is { } child)
            {
                if (open.Count == DeepestNesting)
                    throw Unexpected(_places[child.Index].Start, $"at most {DeepestNesting} nested parentheses");
                open.Push(child);
                continue;
            }

            if (top.HasItems && !TryRead(')'))
                throw Unexpected(SkipSpace(), "',' or ')'");
            open.Pop();
            _places[top.Index] = _places[top.Index] with { End = top.HasItems ? _position - 1 : _position };
            DerivationNode node = new(top.Name, top.Arguments.ToImmutable(), top.Children.ToImmutable());
            if (open.Count == 0)
            {
                return SkipSpace() == _text.Length ? node : throw Unexpected(_position, "the end of the text");
            }

            open.Peek().Children.Add(new DerivationChild(node, top.Count));
        }
    }

    /// <summary>Reads a name and the parenthesis after it.</summary>
    private OpenNode ReadHead(int count, int start)
    {
        int name = SkipSpace();
        while (_position < _text.Length && ArchitectureText.IsNameCharacter(_text[_position], isFirst: _position == name))
            _position++;
        if (_position == name)
            throw Unexpected(name, "the name of a production");
        OpenNode node = new(_text[name.._position], count, _places.Count);
        _places.Add(new NodeInText(start, name, _position));
        node.HasItems = TryRead('(');
        return node;
    }

    /// <summary>Reads arguments, and the head of the next child; null where none follows.</summary>
    private OpenNode? ReadItem(OpenNode parent)
    {
        while (parent.IsAtStart || TryRead(','))
        {
            parent.IsAtStart = false;
            int start = SkipSpace();
            if (!TryReadNumber(out long number))
                return ReadHead(count: 1, start);
            if (TryRead('*'))
            {
                return number is >= 1 and <= int.MaxValue
                    ? ReadHead((int)number, start)
                    : throw Unexpected(start, "a count of at least 1 before '*'");
            }

            if (parent.Children.Count > 0)
                throw Unexpected(start, "a child: arguments stand before children");
            parent.Arguments.Add(number);
        }

        return null;
    }

    private bool TryReadNumber(out long number)
    {
        int start = _position;
        int end = start;
        if (end < _text.Length && _text[end] == '-')
            end++;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
            end++;
        number = 0;
        if (end == start || !char.IsAsciiDigit(_text[end - 1]))
            return false;
        ReadOnlySpan<char> digits = _text.AsSpan(start, end - start);
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            throw Unexpected(start, "a number of 64 bits");
        _position = end;
        return true;
    }

    private bool TryRead(char expected)
    {
        if (SkipSpace() >= _text.Length || _text[_position] != expected)
            return false;
        _position++;
        return true;
    }

    private int SkipSpace()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            _position++;
        return _position;
    }

    private ArchitectureSyntaxException Unexpected(int position, string expected) => ArchitectureSyntaxException.At(_text, position, expected);

    private sealed class OpenNode(string name, int count, int index)
    {
        public string Name { get; } = name;

        public int Count { get; } = count;

        /// <summary>Its number in pre-order.</summary>
        public int Index { get; } = index;

        /// <summary>Whether a parenthesis was opened.</summary>
        public bool HasItems { get; set; }

        /// <summary>Whether no item was read yet.</summary>
        public bool IsAtStart { get; set; } = true;

        public ImmutableArray<long>.Builder Arguments { get; } = ImmutableArray.CreateBuilder<long>();

        public ImmutableArray<DerivationChild>.Builder Children { get; } = ImmutableArray.CreateBuilder<DerivationChild>();
    }
}
