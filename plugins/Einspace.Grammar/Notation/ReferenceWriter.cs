using System.Collections.Immutable;
using System.Text;
using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Notation;

/// <summary>Writes one of our architectures in the reference's notation; nodes are numbered as they are met, in pre-order.</summary>
internal sealed class ReferenceWriter(string text)
{
    private readonly StringBuilder _written = new();
    private int _node = -1;

    public string Write()
    {
        WriteModule(new DerivationChild(Architecture.Parse(text).Root, 1));
        return _written.ToString();
    }

    private void WriteModule(DerivationChild child, int copies = 1)
    {
        int node = Enter(child, copies);
        ImmutableArray<DerivationChild> parts = child.Node.Children;
        switch (child.Node.Production)
        {
            case "seq" when child.Node.Arguments.IsEmpty:
                RequireParts(node, child, 2);
                WriteParts("seq", () => WriteModule(parts[0]), () => WriteModule(parts[1]));
                break;
            case "comp" when child.Node.Arguments.IsEmpty:
                RequireParts(node, child, 1);
                WriteParts("comp", () => WriteTerminal(parts[0], ReferenceWords.Computation));
                break;
            case "route" when child.Node.Arguments.IsEmpty:
                RequireParts(node, child, 3);
                WriteParts(
                    "route",
                    () => WriteTerminal(parts[0], ReferenceWords.Prerouting),
                    () => WriteModule(parts[1]),
                    () => WriteTerminal(parts[2], ReferenceWords.Postrouting));
                break;
            case "branch" when child.Node.Arguments.IsEmpty:
                WriteBranch(node, child);
                break;
            default:
                string name = ReferenceWords.Computation.Write(child.Node) ?? throw Unexpected(
                    node, child.Node, $"seq, branch, route or comp, or one of {ReferenceWords.Computation.Productions} alone");
                _written.Append(name);
                break;
        }
    }

    private void WriteBranch(int node, DerivationChild branch)
    {
        ImmutableArray<DerivationChild> parts = branch.Node.Children;
        if (parts.IsEmpty)
            RequireParts(node, branch, 4);
        _written.Append("branch(");
        WriteTerminal(parts[0], ReferenceWords.Branching);
        int factor = (int)parts[0].Node.Arguments[0];
        RequireParts(node, branch, factor == 2 ? 4 : 3);
        _written.Append(", ");
        if (factor == 2)
        {
            WriteModule(parts[1]);
            _written.Append(", ");
            WriteModule(parts[2]);
        }
        else
            WriteParts($"rep{factor}", () => WriteModule(parts[1], factor));
        _written.Append(", ");
        WriteTerminal(parts[^1], ReferenceWords.Aggregation);
        _written.Append(')');
    }

    private void WriteTerminal(DerivationChild child, ReferenceWords words)
    {
        int node = Enter(child, copies: 1);
        _written.Append(words.Write(child.Node) ?? throw Unexpected(node, child.Node, $"{words.Productions} with arguments that the reference knows"));
    }

    private void WriteParts(string name, params ReadOnlySpan<Action> parts)
    {
        _written.Append(name).Append('(');
        for (int i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                _written.Append(", ");
            parts[i]();
        }

        _written.Append(')');
    }

    private int Enter(DerivationChild child, int copies)
    {
        _node++;
        return child.Count == copies
            ? _node
            : throw ArchitectureSyntaxException.AtNode(text, _node, copies == 1 ? "one of it" : $"{copies} of it", $"{child.Count} times '{child.Node.Production}'");
    }

    private void RequireParts(int node, DerivationChild child, int count)
    {
        int found = child.Node.Children.Length;
        if (found != count)
            throw ArchitectureSyntaxException.AtNode(text, node, $"{count}", $"'{child.Node.Production}' with {found} {(found == 1 ? "child" : "children")}");
    }

    private ArchitectureSyntaxException Unexpected(int node, DerivationNode found, string expected)
    {
        string arguments = found.Arguments.IsEmpty ? "" : $"({string.Join(", ", found.Arguments)})";
        return ArchitectureSyntaxException.AtNode(text, node, expected, $"'{found.Production}{arguments}'");
    }
}
