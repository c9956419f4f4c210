using Einspace.Sdk.Grammars;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>The sizes of a tree as the reference counts them (SPEC section 1), and the parameters that it predicts.</summary>
/// <param name="Terminals">Every copy counted.</param>
/// <param name="UniqueTerminals">A repeated subtree counted once.</param>
/// <param name="Depth">Of the deepest terminal; the root's is 0.</param>
/// <param name="Parameters">By the recorded shapes, every copy counted.</param>
internal readonly record struct TreeSizes(double Terminals, double UniqueTerminals, int Depth, double Parameters)
{
    /// <summary>Measures a tree that the rules derive.</summary>
    public static TreeSizes Of(DerivationNode root, WrittenRules rules, Flow input)
    {
        TreeSizes sizes = default;
        Annotate(root, input, 0, 1);
        return sizes;

        Flow Annotate(DerivationNode node, Flow s, int depth, double copies)
        {
            if (node.Children.IsEmpty)
            {
                Terminal terminal = new(node.Production, [.. node.Arguments.Select(argument => (int)argument)]);
                sizes = new TreeSizes(
                    sizes.Terminals + copies,
                    sizes.UniqueTerminals + 1,
                    Math.Max(sizes.Depth, depth),
                    sizes.Parameters + (copies * WrittenRules.Parameters(terminal, s)));
                return rules.Apply(terminal, s) ?? throw new InvalidOperationException($"{terminal.Label} cannot be applied to {s}.");
            }

            Flow Child(int index, Flow inherited) => Annotate(
                node.Children[index].Node, inherited, depth + 1, copies * node.Children[index].Count);
            switch (node.Production)
            {
                case "comp":
                    return Child(0, s);
                case "seq":
                    return Child(1, Child(0, s) with { Factor = s.Factor });
                case "route":
                    Flow before = Child(0, s);
                    return Child(2, Child(1, before with { Image = default }) with { Image = before.Image }) with { Image = default };
                default:
                    Flow parts = Child(0, s), a = Child(1, parts);
                    return node.Children.Length == 4
                        ? Child(3, rules.Aggregated(a, Child(2, parts), parts.Factor))
                        : Child(2, rules.Aggregated(a, a, parts.Factor));
            }
        }
    }
}
