using System.Runtime.InteropServices;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>A derivation of which one subtree was replaced, as it stands or with the whole tree's attributes computed again.</summary>
internal sealed class Graft<TState>(GrammarRules<TState> rules, TState initial)
    where TState : unmanaged, IEquatable<TState>
{
    private readonly Derivation<TState> _derived = new(rules);
    private readonly List<DerivationRecord> _source = [];
    private readonly List<int> _sourceOf = [];

    /// <summary>Replaces a subtree, in flat form; nothing is checked.</summary>
    /// <param name="host">The nodes of the tree that changes.</param>
    /// <param name="position">Where it changes.</param>
    /// <param name="donor">The nodes of the tree that gives.</param>
    /// <param name="root">Where the subtree begins that it gives.</param>
    /// <param name="production">What the subtree's root applies in its new place.</param>
    public void Splice(
        ReadOnlySpan<DerivationRecord> host, int position, ReadOnlySpan<DerivationRecord> donor, int root, int production)
    {
        int oldEnd = host[position].End;
        int moved = position - root;
        int grown = donor[root].End + moved - oldEnd;
        _source.Clear();
        for (int i = 0; i < position; i++)
            _source.Add(host[i].End > position ? host[i] with { End = host[i].End + grown } : host[i]);
        _source.Add(host[position] with { Production = production, End = donor[root].End + moved });
        foreach (ref readonly DerivationRecord node in donor[(root + 1)..donor[root].End])
            _source.Add(node with { Parent = node.Parent + moved, End = node.End + moved });
        foreach (ref readonly DerivationRecord node in host[oldEnd..])
        {
            int itsParent = node.Parent >= oldEnd ? node.Parent + grown : node.Parent;
            _source.Add(node with { Parent = itsParent, End = node.End + grown });
        }
    }

    /// <summary>The tree as it was spliced.</summary>
    public Architecture Spliced() => new(DerivationTree.Build(rules, CollectionsMarshal.AsSpan(_source)));

    /// <summary>Computes all attributes again: children keep their slots, new slots copy, vanished ones are dropped.</summary>
    /// <param name="asksGuards">Whether every production must be an option where it stands.</param>
    /// <returns>The tree; null where a rule fails or a guard objects.</returns>
    public Architecture? Derive(bool asksGuards)
    {
        _derived.Begin(symbol: 0, in initial, depth: 0);
        _sourceOf.Clear();
        DerivationStep step = DerivationStep.Open;
        while (step == DerivationStep.Open)
        {
            int source = _derived.OpenParent < 0 ? 0 : ChildInSource(_sourceOf[_derived.OpenParent], _derived.OpenSlot);
            if (source < 0)
                return null;
            int production = _source[source].Production;
            if (asksGuards && !_derived.IsOption(production))
                return null;
            _sourceOf.Add(source);
            step = _derived.Choose(production);
        }

        return step == DerivationStep.Complete ? new Architecture(DerivationTree.Build(rules, _derived.Records)) : null;
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
