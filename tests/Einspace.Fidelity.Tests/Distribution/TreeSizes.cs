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
        AnnotatedTree tree = new(rules, site =>
        {
            if (site.IsTerminal)
            {
                sizes = new TreeSizes(
                    sizes.Terminals + site.Copies,
                    sizes.UniqueTerminals + 1,
                    Math.Max(sizes.Depth, site.Depth),
                    sizes.Parameters + (site.Copies * WrittenRules.Parameters(site.Terminal, site.Inherited)));
            }

            return true;
        });
        return tree.Walk(root, input) is null
            ? throw new InvalidOperationException($"By the written rules {new Architecture(root)} fails on {input}.")
            : sizes;
    }
}
