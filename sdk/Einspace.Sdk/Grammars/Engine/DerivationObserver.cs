using System.Numerics;
using Einspace.Sdk.Grammars.Analysis;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Counts what a derivation draws, and the nodes of what it completes.</summary>
internal sealed class DerivationObserver<TState>
    where TState : unmanaged, IEquatable<TState>
{
    private readonly GrammarRules<TState> _rules;
    private readonly DerivationTally _tally;

    public DerivationObserver(GrammarRules<TState> rules, DerivationTally tally)
    {
        (_rules, _tally) = (rules, tally);
        Derivation = new Derivation<TState>(rules) { Drawn = CountDraw };
    }

    /// <summary>The derivation that is watched.</summary>
    public Derivation<TState> Derivation { get; }

    /// <summary>Counts the nodes of a completed derivation that kept its attributes.</summary>
    public void CountNodes()
    {
        ReadOnlySpan<DerivationRecord> records = Derivation.Records;
        ReadOnlySpan<NodeAttributes<TState>> attributes = Derivation.Attributes;
        for (int i = 0; i < records.Length; i++)
        {
            int parent = records[i].Parent;
            _tally.Node(
                TypeOf(attributes[i].Symbol, in attributes[i].Inherited),
                parent < 0 ? -1 : TypeOf(attributes[parent].Symbol, in attributes[parent].Inherited),
                attributes[i].Depth,
                OptionOf(records[i].Production, attributes[i].Symbol),
                records[i].Count,
                parent < 0 ? -1 : OptionOf(records[parent].Production, attributes[parent].Symbol));
        }
    }

    private void CountDraw(Symbol<TState> symbol, ulong options, int option)
    {
        bool isOpen = BitOperations.PopCount(options) == symbol.Options;
        ref readonly var position = ref Derivation.Top;
        int above = Derivation.OpenParent < 0 ? -1 : TypeOf(Derivation.Above.Symbol, in Derivation.Above.Inherited);
        _tally.Draw(TypeOf(position.Symbol, in position.Inherited), above, position.Depth, option, isOpen);
    }

    private int TypeOf(int symbol, in TState inherited) => _tally.Types.Of(symbol, _rules.Classes(inherited));

    private int OptionOf(int production, int symbol) => production - _rules.Symbols[symbol].First;
}
