using Einspace.Sdk.Grammars;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>
/// What one try at mutating a tree gives, with which probability, enumerated from SPEC section 6 and from the law that
/// <see cref="Grammar.Mutate"/> states: the site, the subtree given what flows into the site, and whether the whole is accepted.
/// </summary>
internal sealed class ExactMutation
{
    private readonly WrittenRules _rules;
    private readonly Flow _input;
    private readonly DerivationNode _parent;
    private readonly List<Site> _sites = [];
    private readonly bool _asksFilters;

    public ExactMutation(WrittenRules rules, Flow input, DerivationNode parent)
    {
        (_rules, _input, _parent) = (rules, input, parent);
        new AnnotatedTree(rules, site =>
        {
            _sites.Add(site);
            return true;
        }).Walk(parent, input);
        _asksFilters = !rules.IsReference && Agrees(parent, asksFilters: true);
        SiteLaw = [.. _sites.Select(site => rules.IsReference ? site.Copies / _sites.Sum(other => other.Copies) : 1.0 / _sites.Count)];
    }

    /// <summary>The probability of each site: of unique nodes, or of all copies (Q14).</summary>
    public double[] SiteLaw { get; }

    /// <summary>The probability of each child at a site, given that it was drawn; what is missing is in vain.</summary>
    public Dictionary<string, double> ChildrenAt(int position)
    {
        Site site = _sites[position];
        Dictionary<string, double> children = [];
        if (LevelOfOptions(site) is not { } level)
            return children;
        string parent = new Architecture(_parent).Text;
        double effect = _rules.IsReference ? site.Count / site.Copies : 1;
        foreach ((string text, double probability) in ExactLaw.At(_rules, level, site.Inherited, site.Depth, without: LabelOf(site)))
        {
            if (effect < 1)
                children[parent] = children.GetValueOrDefault(parent) + ((1 - effect) * probability);
            DerivationNode child = Replaced(position, Architecture.Parse(text).Root);
            if (Agrees(child, _asksFilters))
            {
                string mutant = new Architecture(child).Text;
                children[mutant] = children.GetValueOrDefault(mutant) + (effect * probability);
            }
        }

        return children;
    }

    private static string LabelOf(Site site) => site.IsTerminal ? site.Terminal.Label : site.Node.Production;

    /// <summary>Q12: an inner module is drawn from the options of its branch, and fails where it is none of them.</summary>
    private Level? LevelOfOptions(Site site)
    {
        bool isInnerOfBranch = site is { IsTerminal: false, Level: Level.InnerFn } && _rules.IsReference && IsBelowBranch(site);
        Level level = isInnerOfBranch ? site.Above : site.Level;
        return !site.IsTerminal && level == Level.Network && site.Node.Production == "comp" ? null : level;
    }

    private bool IsBelowBranch(Site site) =>
        _sites.Exists(above => above.Node.Production == "branch" && above.Node.Children.Any(child => ReferenceEquals(child.Node, site.Node)));

    /// <summary>The parent with another subtree at a position; the number of inner modules follows the branching function.</summary>
    private DerivationNode Replaced(int position, DerivationNode subtree)
    {
        int number = 0;
        return Copy(_parent);

        DerivationNode Copy(DerivationNode node)
        {
            bool isSite = number++ == position;
            if (isSite)
            {
                number += Count(node) - 1;
                return subtree;
            }

            List<DerivationChild> children = [.. node.Children.Select(child => child with { Node = Copy(child.Node) })];
            return new DerivationNode(node.Production, node.Arguments, [.. node.Production == "branch" ? Fitted(children) : children]);
        }
    }

    private List<DerivationChild> Fitted(List<DerivationChild> children)
    {
        int factor = (int)children[0].Node.Arguments[0];
        DerivationNode first = children[1].Node, second = children[^2].Node;
        return factor == 2
            ? [children[0], new(first, 1), new(second, 1), children[^1]]
            : [children[0], new(first, factor), children[^1]];
    }

    private static int Count(DerivationNode node) => 1 + node.Children.Sum(child => Count(child.Node));

    /// <summary>Everything must run; where the law is ours and the parent keeps the filters, all must agree to its children too.</summary>
    private bool Agrees(DerivationNode root, bool asksFilters) => new AnnotatedTree(_rules, site => site.IsTerminal
        ? _rules.Runs(site.Terminal, site.Inherited)
            && (!asksFilters || _rules.TerminalsAt(site.Level, site.Inherited).Any(t => t.Label == site.Terminal.Label))
        : !asksFilters || _rules.ModulesAt(site.Level, site.Depth).Contains(site.Node.Production)).Walk(root, _input) is not null;
}
