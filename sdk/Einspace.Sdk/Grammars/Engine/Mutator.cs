using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Mutation by the law that stands at <see cref="Grammar.Mutate"/>, or as the grammar declares it, on flat derivations.</summary>
internal sealed class Mutator<TState>(
    GrammarRules<TState> rules, TState initial, MutationLaw law, Func<Architecture, ComputationGraph> lower)
    where TState : unmanaged, IEquatable<TState>
{
    private readonly Derivation<TState> _subtree = new(rules);
    private readonly Derivation<TState> _mutant = new(rules);
    private readonly List<DerivationRecord> _source = [];
    private readonly List<int> _sourceOf = [];

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
            Splice(derivation, position, _subtree.Records);
            if (!TryDeriveSource(isDerivable && law.AsksGuards))
                continue;
            Architecture child = new(DerivationTree.Build(rules, _mutant.Records));
            if (law.Accepts is null || law.Accepts(lower(child)))
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

    /// <summary>Replaces a subtree of the parent, in flat form.</summary>
    private void Splice(Derivation<TState> derivation, int position, ReadOnlySpan<DerivationRecord> subtree)
    {
        ReadOnlySpan<DerivationRecord> parent = derivation.Records;
        int oldEnd = parent[position].End;
        int grown = subtree.Length - (oldEnd - position);
        _source.Clear();
        for (int i = 0; i < position; i++)
            _source.Add(parent[i].End > position ? parent[i] with { End = parent[i].End + grown } : parent[i]);
        foreach (ref readonly DerivationRecord node in subtree)
        {
            bool isRoot = node.Parent < 0;
            _source.Add(new DerivationRecord(
                isRoot ? Counterpart(node.Production, derivation.Attributes[position].Symbol) : node.Production,
                isRoot ? parent[position].Parent : node.Parent + position,
                isRoot ? parent[position].Slot : node.Slot,
                isRoot ? parent[position].Count : node.Count,
                node.End + position));
        }

        foreach (ref readonly DerivationRecord node in parent[oldEnd..])
        {
            int itsParent = node.Parent >= oldEnd ? node.Parent + grown : node.Parent;
            _source.Add(node with { Parent = itsParent, End = node.End + grown });
        }
    }

    private bool TryDeriveSource(bool isDerivable)
    {
        _mutant.Begin(symbol: 0, in initial, depth: 0);
        _sourceOf.Clear();
        DerivationStep step = DerivationStep.Open;
        while (step == DerivationStep.Open)
        {
            int source = _mutant.OpenParent < 0 ? 0 : ChildInSource(_sourceOf[_mutant.OpenParent], _mutant.OpenSlot);
            if (source < 0)
                return false;
            int production = _source[source].Production;
            if (isDerivable && !_mutant.IsOption(production))
                return false;
            _sourceOf.Add(source);
            step = _mutant.Choose(production);
        }

        return step == DerivationStep.Complete;
    }

    /// <summary>The child of a source node that belongs into a slot, or that a new slot copies; −1 where there is none.</summary>
    private int ChildInSource(int parent, int slot)
    {
        Slot<TState>[] slots = rules.Productions[_source[parent].Production].Slots;
        int found = -1;
        for (int child = parent + 1; child < _source[parent].End; child = _source[child].End)
        {
            int itsSlot = _source[child].Slot;
            if (itsSlot <= slot && slots[itsSlot].Symbol == slots[slot].Symbol)
                found = child;
        }

        return found;
    }
}
