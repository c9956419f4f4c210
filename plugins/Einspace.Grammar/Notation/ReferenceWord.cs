using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Notation;

/// <summary>A terminal's name in the reference, and the production that it is here.</summary>
/// <param name="Pattern">The name; each '#' stands for a number, which is an argument of the production.</param>
/// <param name="Production">Our production.</param>
/// <param name="Fixed">The production's arguments where the name has no '#'.</param>
internal sealed record ReferenceWord(string Pattern, string Production, params ImmutableArray<long> Fixed)
{
    /// <summary>The name as a person would say it: <c>im2colNkNsNp</c>.</summary>
    public string Description => Pattern.Replace('#', 'N');

    /// <summary>The production of a name; null where this is not its word.</summary>
    public DerivationNode? Read(ReadOnlySpan<char> name)
    {
        var arguments = ImmutableArray.CreateBuilder<long>();
        foreach (char c in Pattern)
        {
            int length = c == '#' ? NumberLength(name) : name.StartsWith([c]) ? 1 : 0;
            if (length == 0)
                return null;
            if (c == '#')
                arguments.Add(long.Parse(name[..length], NumberStyles.None, CultureInfo.InvariantCulture));
            name = name[length..];
        }

        return name.IsEmpty ? new DerivationNode(Production, arguments.Count > 0 ? arguments.ToImmutable() : Fixed) : null;
    }

    /// <summary>The name of a production; null where this is not its word.</summary>
    public string? Write(DerivationNode node)
    {
        int numbers = Pattern.AsSpan().Count('#');
        if (node.Production != Production || (numbers == 0 ? !node.Arguments.SequenceEqual(Fixed) : node.Arguments.Length != numbers))
            return null;
        StringBuilder name = new();
        int next = 0;
        foreach (char c in Pattern)
            _ = c == '#' ? name.Append(CultureInfo.InvariantCulture, $"{node.Arguments[next++]}") : name.Append(c);
        return name.ToString();
    }

    /// <summary>Digits at the beginning of a text, at most nine, without a zero before others: so that they can be written back.</summary>
    private static int NumberLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
            length++;
        return length > 9 || (length > 1 && text[0] == '0') ? 0 : length;
    }
}
