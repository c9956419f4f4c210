using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Tests;

/// <summary>Reads the reference's S-expressions (SPEC section 1) and writes our text.</summary>
internal static partial class ReferenceNotation
{
    public static Architecture Convert(string expression)
    {
        Queue<string> tokens = new(Token().Matches(expression).Select(match => match.Value));
        return new Architecture(ReadNode(tokens));
    }

    private static DerivationNode ReadNode(Queue<string> tokens)
    {
        string name = tokens.Dequeue();
        if (!tokens.TryPeek(out string? next) || next != "(")
            return Terminal(name);
        tokens.Dequeue();
        var children = ImmutableArray.CreateBuilder<DerivationChild>();
        while (tokens.Peek() != ")")
        {
            int count = 1;
            bool isRepeated = Repeat().Match(tokens.Peek()) is { Success: true };
            if (isRepeated)
            {
                count = int.Parse(tokens.Dequeue()[3..], CultureInfo.InvariantCulture);
                tokens.Dequeue();
            }

            children.Add(new DerivationChild(ReadNode(tokens), count));
            if (isRepeated)
                tokens.Dequeue();
        }

        tokens.Dequeue();
        return new DerivationNode(name, [], children.ToImmutable());
    }

    private static DerivationNode Terminal(string name)
    {
        string letters = Letters().Match(name).Value;
        ImmutableArray<long> numbers = [.. Number().Matches(name[letters.Length..]).Select(m => long.Parse(m.Value, CultureInfo.InvariantCulture))];
        return letters switch
        {
            "clone_tensor" => new("clone", numbers),
            "group_dim" => new("group", numbers),
            "dot_product" => new("dot-product"),
            "scaled_dot_product" => new("scaled-dot-product"),
            "add_tensors" => new("add"),
            "cat_tensors" => new("cat", numbers),
            "permute" => new("permute", [.. name[letters.Length..].Select(digit => (long)(digit - '0'))]),
            "leakyrelu" => new("leaky-relu"),
            "learnable_positional_encoding" => new("positional-encoding"),
            "identity" or "col2im" or "norm" or "softmax" => new(letters),
            "im" => new("im2col", [.. numbers.Skip(1)]),
            "col" => new("col2im"),
            "linear" => new("linear", numbers),
            _ => throw new FormatException($"The reference has no terminal '{name}'."),
        };
    }

    [GeneratedRegex("[(]|[)]|[^(), ]+")]
    private static partial Regex Token();

    [GeneratedRegex("^rep[0-9]+$")]
    private static partial Regex Repeat();

    [GeneratedRegex("^[a-z_]+")]
    private static partial Regex Letters();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
