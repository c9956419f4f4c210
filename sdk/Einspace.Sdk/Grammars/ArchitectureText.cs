using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars;

/// <summary>Canonical text of derivations: formatting, reading, counting, hashing.</summary>
internal static class ArchitectureText
{
    private const int DeepestNesting = 2000;

    public static string Format(DerivationNode root)
    {
        StringBuilder text = new();
        Append(text, root);
        return text.ToString();
    }

    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    public static int CountUnique(DerivationNode node) => 1 + node.Children.Sum(child => CountUnique(child.Node));

    public static UInt128 CountExpanded(DerivationNode node) => node.Children.Aggregate(
        UInt128.One,
        (sum, child) => Saturating.Add(sum, Saturating.Multiply((UInt128)child.Count, CountExpanded(child.Node))));

    public static DerivationNode Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Reader reader = new(text);
        DerivationNode root = reader.ReadNode(0);
        reader.ExpectEnd();
        return root;
    }

    private static void Append(StringBuilder text, DerivationNode node)
    {
        text.Append(node.Production);
        if (node.Arguments.Length + node.Children.Length == 0)
            return;

        string separator = "(";
        foreach (long argument in node.Arguments)
        {
            text.Append(separator).Append(argument.ToString(CultureInfo.InvariantCulture));
            separator = ", ";
        }

        foreach (DerivationChild child in node.Children)
        {
            text.Append(separator);
            if (child.Count != 1)
                text.Append(child.Count.ToString(CultureInfo.InvariantCulture)).Append('*');
            Append(text, child.Node);
            separator = ", ";
        }

        text.Append(')');
    }

    private sealed class Reader(string text)
    {
        private int _position;

        public DerivationNode ReadNode(int depth)
        {
            SkipSpace();
            if (depth > DeepestNesting)
                throw Unexpected(_position, $"at most {DeepestNesting} nested parentheses");
            int start = _position;
            while (_position < text.Length && IsNameCharacter(text[_position], _position == start))
                _position++;
            if (_position == start)
                throw Unexpected(start, "the name of a production");
            string name = text[start.._position];

            var arguments = ImmutableArray.CreateBuilder<long>();
            var children = ImmutableArray.CreateBuilder<DerivationChild>();
            if (TryRead('('))
            {
                do
                {
                    ReadItem(arguments, children, depth);
                }
                while (TryRead(','));
                if (!TryRead(')'))
                    throw Unexpected(_position, "',' or ')'");
            }

            return new DerivationNode(name, arguments.ToImmutable(), children.ToImmutable());
        }

        public void ExpectEnd()
        {
            SkipSpace();
            if (_position < text.Length)
                throw Unexpected(_position, "the end of the text");
        }

        private static bool IsNameCharacter(char c, bool first) =>
            c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || (!first && c is (>= '0' and <= '9') or '-');

        private void ReadItem(
            ImmutableArray<long>.Builder arguments, ImmutableArray<DerivationChild>.Builder children, int depth)
        {
            SkipSpace();
            int start = _position;
            if (!TryReadNumber(out long number))
            {
                children.Add(new DerivationChild(ReadNode(depth + 1), 1));
                return;
            }

            if (TryRead('*'))
            {
                if (number is < 1 or > int.MaxValue)
                    throw Unexpected(start, "a count of at least 1 before '*'");
                children.Add(new DerivationChild(ReadNode(depth + 1), (int)number));
            }
            else if (children.Count == 0)
            {
                arguments.Add(number);
            }
            else
            {
                throw Unexpected(start, "a child: arguments stand before children");
            }
        }

        private bool TryReadNumber(out long number)
        {
            int start = _position;
            int end = start;
            if (end < text.Length && text[end] == '-')
                end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            number = 0;
            if (end == start || !char.IsAsciiDigit(text[end - 1]))
                return false;
            if (!long.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
                throw Unexpected(start, "a number of 64 bits");
            _position = end;
            return true;
        }

        private bool TryRead(char expected)
        {
            SkipSpace();
            if (_position >= text.Length || text[_position] != expected)
                return false;
            _position++;
            return true;
        }

        private void SkipSpace()
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
                _position++;
        }

        private ArchitectureSyntaxException Unexpected(int position, string expected) =>
            SyntaxError(text, position, expected);
    }

    private static ArchitectureSyntaxException SyntaxError(string text, int position, string expected)
    {
        int line = 1 + text.AsSpan(0, position).Count('\n');
        int column = position - text.AsSpan(0, position).LastIndexOf('\n');
        string found = position >= text.Length ? "the end of the text" : $"'{Snippet(text, position)}'";
        return new ArchitectureSyntaxException(line, column, found, expected);
    }

    private static string Snippet(string text, int position)
    {
        int end = position + 1;
        while (end < text.Length && end - position < 20 && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_'))
            end++;
        return text[position..end];
    }
}
