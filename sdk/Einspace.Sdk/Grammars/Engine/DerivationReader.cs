namespace Einspace.Sdk.Grammars.Engine;

/// <summary>
/// Derives a given tree again, node by node, without its filters: what runs is executable, and derivable where no filter objects.
/// </summary>
internal sealed class DerivationReader<TState>(GrammarRules<TState> rules, Derivation<TState> derivation)
    where TState : unmanaged, IEquatable<TState>
{
    /// <summary>Why the tree is not executable; null where it is.</summary>
    public DerivationFault? Failure { get; private set; }

    /// <summary>Where a filter objects first; null where the tree is derivable.</summary>
    public DerivationFault? Objection { get; private set; }

    /// <summary>Derives the tree.</summary>
    /// <param name="nodes">The tree in pre-order.</param>
    /// <param name="initial">What the root inherits.</param>
    /// <returns>Whether it is executable; then the derivation holds it with its attributes.</returns>
    public bool Read(IReadOnlyList<FlatNode> nodes, in TState initial)
    {
        derivation.Begin(symbol: 0, in initial, depth: 0, keepAttributes: true);
        DerivationStep step = DerivationStep.Open;
        while (step == DerivationStep.Open)
        {
            Failure = MisfitAt(nodes, derivation.Count);
            if (Failure is not null)
                return false;
            FlatNode node = nodes[derivation.Count];
            int production = rules.Find(derivation.Top.Symbol, node.Node);
            if (production < 0)
                return Fail(derivation.Count, DerivationPart.Name, Found(node), $"{Options()} as {SymbolName()}");
            if (!derivation.IsOption(production))
                Objection ??= new(derivation.Count, DerivationPart.Name, Found(node), $"{Options()}, which its filters leave");
            step = derivation.Choose(production);
        }

        if (step == DerivationStep.Complete)
            return derivation.Count == nodes.Count || FailAtSurplus(nodes);
        return FailAtRule(nodes);
    }

    private static string Found(FlatNode node) => $"'{ArchitectureText.Label(node.Node)}'";

    /// <summary>Says whether the next node is not the child that the open position asks for.</summary>
    private DerivationFault? MisfitAt(IReadOnlyList<FlatNode> nodes, int next)
    {
        int parent = derivation.OpenParent;
        if (next == nodes.Count || nodes[next].Parent < parent)
            return new DerivationFault(parent, DerivationPart.End, null, $"{Options()} as {SymbolName()}");
        if (nodes[next].Parent > parent)
        {
            FailAtSurplus(nodes);
            return Failure;
        }

        return nodes[next].Count == derivation.Top.Count
            ? null
            : new DerivationFault(
                next, DerivationPart.Count, $"{nodes[next].Count} times '{nodes[next].Node.Production}'", $"{derivation.Top.Count} times");
    }

    private bool FailAtSurplus(IReadOnlyList<FlatNode> nodes)
    {
        FlatNode surplus = nodes[derivation.Count];
        string parent = nodes[surplus.Parent].Node.Production;
        string expected = surplus.Index == 0
            ? $"no child, because '{parent}' is complete"
            : $"no more than {surplus.Index} {(surplus.Index == 1 ? "child" : "children")} of '{parent}'";
        return Fail(derivation.Count, DerivationPart.Count, Found(surplus), expected);
    }

    private bool FailAtRule(IReadOnlyList<FlatNode> nodes)
    {
        int failed = derivation.Top.Record;
        string found = $"{Found(nodes[failed])}, which cannot be computed for {derivation.Top.Inherited}";
        string expected = nodes[failed].Node.Children.IsEmpty
            ? WhatComputes()
            : $"children for which the rule of '{nodes[failed].Node.Production}' can be computed";
        return Fail(failed, DerivationPart.Name, found, expected);
    }

    /// <summary>What could stand at the failed terminal's place instead.</summary>
    private string WhatComputes()
    {
        Symbol<TState> symbol = rules.Symbols[derivation.Top.Symbol];
        TState inherited = derivation.Top.Inherited;
        ulong options = symbol.Filter(in inherited, derivation.Top.Depth);
        IEnumerable<Production<TState>> computable = OptionsOf(symbol, options)
            .Where(p => p.Slots.Length > 0 || p.Synthesis is null || p.Synthesis(in inherited, [], out _));
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
