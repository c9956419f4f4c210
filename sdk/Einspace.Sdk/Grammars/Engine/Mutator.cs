namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Mutation by the law that stands at <see cref="Grammar.Mutate"/>, on flat derivations.</summary>
internal sealed class Mutator<TState>(GrammarRules<TState> rules, TState initial)
    where TState : unmanaged, IEquatable<TState>
{
    private readonly Derivation<TState> _subtree = new(rules);
    private readonly Derivation<TState> _mutant = new(rules);
    private readonly List<DerivationRecord> _source = [];
    private readonly List<int> _sourceOf = [];

    /// <summary>Tries to mutate, drawing position after position.</summary>
    /// <param name="parent">The parent with its attributes.</param>
    /// <param name="isDerivable">Whether the mutant must be derivable.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <param name="tries">How many positions may be tried.</param>
    /// <returns>The mutation, or null.</returns>
    public Mutation? Mutate(Derivation<TState> parent, bool isDerivable, RandomStream random, int tries)
    {
        for (int attempt = 1; attempt <= tries; attempt++)
        {
            int position = random.NextInt(parent.Count);
            ref readonly NodeAttributes<TState> node = ref parent.Attributes[position];
            _subtree.Begin(node.Symbol, in node.Inherited, node.Depth);
            _subtree.Exclude(parent.Records[position].Production);
            if (!_subtree.Complete(random))
                continue;
            Splice(parent.Records, position, _subtree.Records);
            if (TryDeriveSource(isDerivable))
                return new Mutation(new Architecture(DerivationTree.Build(rules, _mutant.Records)), position, attempt);
        }

        return null;
    }

    /// <summary>Replaces a subtree of the parent, in flat form.</summary>
    private void Splice(ReadOnlySpan<DerivationRecord> parent, int position, ReadOnlySpan<DerivationRecord> subtree)
    {
        int oldEnd = parent[position].End;
        int grown = subtree.Length - (oldEnd - position);
        _source.Clear();
        for (int i = 0; i < position; i++)
            _source.Add(parent[i].End > position ? parent[i] with { End = parent[i].End + grown } : parent[i]);
        foreach (ref readonly DerivationRecord node in subtree)
        {
            bool isRoot = node.Parent < 0;
            _source.Add(new DerivationRecord(
                node.Production,
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
