using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars;

/// <summary>Canonical text of derivations: formatting, counting, hashing. Nothing here recurses: a derivation may be very deep.</summary>
internal static class ArchitectureText
{
    public static string Format(DerivationNode root)
    {
        StringBuilder text = new();
        Stack<(DerivationNode Node, int Next)> open = new();
        AppendHead(text, root);
        open.Push((root, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Node.Children.Length)
            {
                if (top.Next > 0)
                    text.Append(')');
                continue;
            }

            DerivationChild child = top.Node.Children[top.Next];
            text.Append(top.Next > 0 ? ", " : top.Node.Arguments.IsEmpty ? "(" : ", ");
            if (child.Count != 1)
                text.Append(CultureInfo.InvariantCulture, $"{child.Count}*");
            AppendHead(text, child.Node);
            open.Push((top.Node, top.Next + 1));
            open.Push((child.Node, 0));
        }

        return text.ToString();
    }

    /// <summary>A node's name with its arguments, as it would stand in the text without its children.</summary>
    public static string Label(DerivationNode node) =>
        node.Arguments.IsEmpty ? node.Production : $"{node.Production}({string.Join(", ", node.Arguments)})";

    public static bool IsName(string name) =>
        name.Length > 0 && name.Index().All(c => IsNameCharacter(c.Item, isFirst: c.Index == 0));

    public static bool IsNameCharacter(char c, bool isFirst) =>
        char.IsAsciiLetter(c) || c == '_' || (!isFirst && (char.IsAsciiDigit(c) || c == '-'));

    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>FNV-1a over the characters: unlike <see cref="string.GetHashCode()"/> the same in every process.</summary>
    public static int StableHash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = (hash ^ c) * 16777619;
        return (int)hash;
    }

    /// <summary>Nodes in pre-order, each repeated subtree once, with the number of copies of it in the expanded tree.</summary>
    public static IEnumerable<(DerivationNode Node, UInt128 Copies)> Walk(DerivationNode root)
    {
        Stack<(DerivationNode Node, UInt128 Copies)> open = new();
        open.Push((root, UInt128.One));
        while (open.TryPop(out var top))
        {
            yield return top;
            for (int i = top.Node.Children.Length - 1; i >= 0; i--)
            {
                DerivationChild child = top.Node.Children[i];
                open.Push((child.Node, Saturating.Multiply(top.Copies, (UInt128)child.Count)));
            }
        }
    }

    private static void AppendHead(StringBuilder text, DerivationNode node)
    {
        text.Append(node.Production);
        string separator = "(";
        foreach (long argument in node.Arguments)
        {
            text.Append(separator).Append(CultureInfo.InvariantCulture, $"{argument}");
            separator = ", ";
        }

        if (node is { Arguments.IsEmpty: false, Children.IsEmpty: true })
            text.Append(')');
    }
}
