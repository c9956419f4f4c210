using System.Collections.Immutable;
using System.Globalization;
using Einspace.Sdk.Grammars;

namespace Einspace.Strategies;

/// <summary>A production of a derivation below the production that called for it.</summary>
/// <param name="Parent">The parent's production with its arguments; empty at the root.</param>
/// <param name="Label">The production with its arguments, for example <c>linear(64)</c>.</param>
internal readonly record struct Move(string Parent, string Label)
{
    /// <summary>A derivation's moves in the order in which a <see cref="PartialDerivation"/> makes them; a repeated subtree's once.</summary>
    public static List<Move> Of(Architecture architecture)
    {
        List<Move> moves = [];
        Stack<(string Parent, DerivationNode Node)> open = new([("", architecture.Root)]);
        while (open.TryPop(out (string Parent, DerivationNode Node) top))
        {
            string label = LabelOf(top.Node.Production, top.Node.Arguments);
            moves.Add(new Move(top.Parent, label));
            for (int child = top.Node.Children.Length - 1; child >= 0; child--)
                open.Push((label, top.Node.Children[child].Node));
        }

        return moves;
    }

    public static string LabelOf(string production, ImmutableArray<long> arguments) => arguments.IsEmpty
        ? production
        : $"{production}({string.Join(',', arguments.Select(argument => argument.ToString(CultureInfo.InvariantCulture)))})";
}
