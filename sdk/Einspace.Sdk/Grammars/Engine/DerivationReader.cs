namespace Einspace.Sdk.Grammars.Engine;

/// <summary>
/// Derives a given tree again, node by node, without its filters: what runs is executable, and derivable where no filter objects.
/// </summary>
internal sealed class DerivationReader<TState>(GrammarRules<TState> rules, Derivation<TState> derivation)
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>The tree's node behind each node of the derivation; behind one that was left out, its child.</summary>
    private readonly List<int> _nodeOf = [];

    private int _next;

    /// <summary>Whether productions that may be left out were, so that the derivation is more than the tree.</summary>
    public bool IsCompleted => _nodeOf.Count > _next;

    /// <summary>Why the tree is not executable; null where it is.</summary>
    public DerivationFault? Failure { get; private set; }

    /// <summary>Where a filter objects first; null where the tree is derivable.</summary>
    public DerivationFault? Objection { get; private set; }

    /// <summary>Derives the tree.</summary>
    /// <param name="nodes">The tree in pre-order.</param>
    /// <param name="initial">What the root inherits.</param>
    /// <param name="completes">Whether productions that may be left out are put back.</param>
    /// <returns>Whether it is executable; then the derivation holds it with its attributes.</returns>
    public bool Read(IReadOnlyList<FlatNode> nodes, in TState initial, bool completes = false)
    {
        derivation.Begin(symbol: 0, in initial, depth: 0, keepAttributes: true);
        DerivationStep step = DerivationStep.Open;
        while (step == DerivationStep.Open)
        {
            Failure = MisfitAt(nodes);
            if (Failure is not null)
                return false;
            FlatNode node = nodes[_next];
            int production = rules.Find(derivation.Top.Symbol, node.Node);
            if (production < 0 && completes && rules.FindImplied(derivation.Top.Symbol, node.Node) is >= 0 and int implied)
            {
                Choose(implied, node);
                production = rules.Find(derivation.Top.Symbol, node.Node);
            }

            if (production < 0)
                return Fail(_next, DerivationPart.Name, Found(node), $"{Options()} as {SymbolName()}");
            step = Choose(production, node);
            _next++;
        }

        if (step == DerivationStep.Complete)
            return _next == nodes.Count || FailAtSurplus(nodes);
        return FailAtRule(nodes);
    }

    private DerivationStep Choose(int production, FlatNode node)
    {
        if (!derivation.IsOption(production))
            Objection ??= new(_next, DerivationPart.Name, Found(node), $"{Options()}, which its filters leave");
        _nodeOf.Add(_next);
        return derivation.Choose(production);
    }

    private static string Found(FlatNode node) => $"'{ArchitectureText.Label(node.Node)}'";

    /// <summary>Says whether the next node is not the child that the open position asks for.</summary>
    private DerivationFault? MisfitAt(IReadOnlyList<FlatNode> nodes)
    {
        int parent = derivation.OpenParent < 0 ? -1 : _nodeOf[derivation.OpenParent];
        if (_next == nodes.Count || nodes[_next].Parent < parent)
            return new DerivationFault(parent, DerivationPart.End, null, $"{Options()} as {SymbolName()}");
        if (nodes[_next].Parent > parent)
        {
            FailAtSurplus(nodes);
            return Failure;
        }

        return nodes[_next].Count == derivation.Top.Count
            ? null
            : new DerivationFault(
                _next, DerivationPart.Count, $"{nodes[_next].Count} times '{nodes[_next].Node.Production}'", $"{derivation.Top.Count} times");
    }

    private bool FailAtSurplus(IReadOnlyList<FlatNode> nodes)
    {
        FlatNode surplus = nodes[_next];
        string parent = nodes[surplus.Parent].Node.Production;
        string expected = surplus.Index == 0
            ? $"no child, because '{parent}' is complete"
            : $"no more than {surplus.Index} {(surplus.Index == 1 ? "child" : "children")} of '{parent}'";
        return Fail(_next, DerivationPart.Count, Found(surplus), expected);
    }

    private bool FailAtRule(IReadOnlyList<FlatNode> nodes)
    {
        int failed = _nodeOf[derivation.Top.Record];
        string reason = ReasonToGiveUp() is { } given ? $" ({given})" : "";
        string found = $"{Found(nodes[failed])}, which cannot be computed for {derivation.Top.Inherited}{reason}";
        string expected = nodes[failed].Node.Children.IsEmpty
            ? WhatComputes()
            : $"children for which the rule of '{nodes[failed].Node.Production}' can be computed";
        return Fail(failed, DerivationPart.Name, found, expected);
    }

    private string? ReasonToGiveUp()
    {
        Production<TState> production = rules.Productions[derivation.Top.Production];
        TState inherited = derivation.Top.Inherited;
        return production.GiveUp is { } givesUp && givesUp(in inherited, derivation.Top.Depth) ? production.GiveUpReason : null;
    }

    /// <summary>What could stand at the failed terminal's place instead.</summary>
    private string WhatComputes()
    {
        Symbol<TState> symbol = rules.Symbols[derivation.Top.Symbol];
        TState inherited = derivation.Top.Inherited;
        int depth = derivation.Top.Depth;
        ulong options = symbol.Filter(in inherited, depth);
        IEnumerable<Production<TState>> computable = OptionsOf(symbol, options)
            .Where(p => p.Slots.Length > 0 || p.Synthesis is null || p.Synthesis(in inherited, [], out _))
            .Where(p => p.GiveUp is null || !p.GiveUp(in inherited, depth));
        return Describe(computable);
    }

    private string Options()
    {
        Symbol<TState> symbol = rules.Symbols[derivation.Top.Symbol];
        return Describe(OptionsOf(symbol, derivation.Top.Options));
    }

    private string SymbolName() => $"'{rules.Symbols[derivation.Top.Symbol].Name}'";

    private IEnumerable<Production<TState>> OptionsOf(Symbol<TState> symbol, ulong options) =>
        Enumerable.Range(0, symbol.Options)
            .Where(option => (options >> option & 1) != 0)
            .Select(option => rules.Productions[symbol.First + option]);

    private static string Describe(IEnumerable<Production<TState>> options)
    {
        string[] labels = [.. options.Select(option => option.Label)];
        return labels.Length switch
        {
            0 => "nothing (there is no option)",
            1 => labels[0],
            _ => $"{string.Join(", ", labels[..^1])} or {labels[^1]}",
        };
    }

    private bool Fail(int node, DerivationPart part, string? found, string expected)
    {
        Failure = new DerivationFault(node, part, found, expected);
        return false;
    }
}
