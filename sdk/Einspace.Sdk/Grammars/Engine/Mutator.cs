using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Mutation by the law that stands at <see cref="Grammar.Mutate"/>, or as the grammar declares it, on flat derivations.</summary>
internal sealed class Mutator<TState>(
    GrammarRules<TState> rules, TState initial, MutationLaw law, Func<Architecture, ComputationGraph> lower)
    where TState : unmanaged, IEquatable<TState>
{
    private readonly Derivation<TState> _subtree = new(rules);
    private readonly Graft<TState> _graft = new(rules, initial);

    /// <summary>Tries to mutate, drawing position after position.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="derivation">The parent's derivation with its attributes.</param>
    /// <param name="isDerivable">Whether the parent is derivable.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <param name="tries">How many positions may be tried.</param>
    /// <returns>The mutation, or null.</returns>
    public Mutation? Mutate(Architecture parent, Derivation<TState> derivation, bool isDerivable, RandomStream random, int tries)
    {
        MutationSites<TState> sites = new(rules, law, derivation);
        for (int attempt = 1; attempt <= tries; attempt++)
        {
            int position = sites.Draw(random);
            if (!TryDraw(derivation, position, sites.SymbolAt(position), random))
                continue;
            if (!sites.TakesEffect(position, random))
                return new Mutation(parent, position, attempt);
            int production = Counterpart(_subtree.Records[0].Production, derivation.Attributes[position].Symbol);
            _graft.Splice(derivation.Records, position, _subtree.Records, root: 0, production);
            Architecture? child = _graft.Derive(isDerivable && law.AsksGuards);
            if (child is not null && (law.Accepts is null || law.Accepts(lower(child))))
                return new Mutation(child, position, attempt);
        }

        return null;
    }

    /// <summary>Draws another subtree for a position by the options of a symbol; −1: it cannot change.</summary>
    private bool TryDraw(Derivation<TState> parent, int position, int symbol, RandomStream random)
    {
        if (symbol < 0)
            return false;
        ref readonly NodeAttributes<TState> node = ref parent.Attributes[position];
        _subtree.Begin(symbol, in node.Inherited, node.Depth);
        int old = Counterpart(parent.Records[position].Production, symbol);
        if (old >= 0)
            _subtree.Exclude(old);
        return _subtree.Complete(random) && Counterpart(_subtree.Records[0].Production, node.Symbol) >= 0;
    }

    /// <summary>The production of a symbol that has the label of another symbol's; −1 where there is none.</summary>
    private int Counterpart(int production, int symbol)
    {
        Symbol<TState> known = rules.Symbols[symbol];
        return production >= known.First && production < known.First + known.Count
            ? production
            : rules.Find(symbol, rules.Productions[production].Label);
    }
}
