using Einspace.Sdk.Grammars;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>Walks a tree in pre-order, computing what flows into each node by the written rules.</summary>
internal sealed class AnnotatedTree(WrittenRules rules, Func<Site, bool> visit)
{
    /// <summary>Visits every unique node until one is refused or a terminal fails.</summary>
    /// <returns>What the tree gives, or null.</returns>
    public Flow? Walk(DerivationNode root, Flow input) => Walk(new Site(root, Level.Network, input, 0, 1, 1, Level.Network));

    /// <summary>The level of a child.</summary>
    public static Level LevelOf(DerivationNode parent, int child) => (parent.Production, child) switch
    {
        ("seq", 0) => Level.FirstFn,
        ("seq", _) => Level.SecondFn,
        ("branch", 0) => Level.BranchingFn,
        ("branch", _) when child == parent.Children.Length - 1 => Level.AggregationFn,
        ("route", 0) => Level.PreroutingFn,
        ("route", 2) => Level.PostroutingFn,
        ("comp", _) => Level.ComputationFn,
        _ => Level.InnerFn,
    };

    private Flow? Walk(Site site)
    {
        if (!visit(site))
            return null;
        if (site.IsTerminal)
            return rules.Apply(site.Terminal, site.Inherited);
        Flow s = site.Inherited;
        switch (site.Node.Production)
        {
            case "comp":
                return Child(0, s);
            case "seq":
                return Child(0, s) is { } middle ? Child(1, middle with { Factor = s.Factor }) : null;
            case "route":
                return Child(0, s) is { } before
                    && Child(1, before with { Image = default }) is { } between
                    && Child(2, between with { Image = before.Image }) is { } after
                    ? after with { Image = default }
                    : null;
            default:
                if (Child(0, s) is not { } parts || Child(1, parts) is not { } a)
                    return null;
                Flow? b = site.Node.Children.Length == 4 ? Child(2, parts) : a;
                return b is { } second ? Child(site.Node.Children.Length - 1, rules.Aggregated(a, second, parts.Factor)) : null;
        }

        Flow? Child(int index, Flow inherited)
        {
            DerivationChild child = site.Node.Children[index];
            return Walk(new Site(
                child.Node, LevelOf(site.Node, index), inherited, site.Depth + 1, child.Count, site.Copies * child.Count, site.Level));
        }
    }
}
