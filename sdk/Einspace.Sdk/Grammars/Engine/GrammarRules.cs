using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>A grammar's checked declaration: symbols, the start symbol first, and all their productions in one list.</summary>
internal sealed class GrammarRules<TState>(ImmutableArray<Symbol<TState>> symbols, ImmutableArray<Production<TState>> productions)
    where TState : unmanaged, IEquatable<TState>
{
    public readonly Symbol<TState>[] Symbols = [.. symbols];
    public readonly Production<TState>[] Productions = [.. productions];

    /// <summary>Names the class of attributes, for analyses.</summary>
    public Func<TState, string> Classes { get; set; } = _ => "";

    private readonly Dictionary<(int Symbol, string Label), int> _byLabel = symbols.Index()
        .SelectMany(s => Enumerable.Range(s.Item.First, s.Item.Count).Select(p => (Symbol: s.Index, Production: p)))
        .ToDictionary(pair => (pair.Symbol, productions[pair.Production].Label), pair => pair.Production);

    /// <summary>The production of a symbol that a node applies, or −1.</summary>
    public int Find(int symbol, DerivationNode node) => Find(symbol, ArchitectureText.Label(node));

    /// <summary>The production of a symbol by its label, or −1.</summary>
    public int Find(int symbol, string label) => _byLabel.GetValueOrDefault((symbol, label), -1);

    /// <summary>The production of a symbol that may be left out and can have the node as its only child, or −1.</summary>
    public int FindImplied(int symbol, DerivationNode node) => Enumerable.Range(Symbols[symbol].First, Symbols[symbol].Count)
        .FirstOrDefault(p => Productions[p].IsImplied && Find(Productions[p].Slots[0].Symbol, node) >= 0, -1);
}
