using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Makes immutable trees of flat derivations.</summary>
internal static class DerivationTree
{
    /// <summary>Builds the nodes from the last to the first, so that children are there before their parents.</summary>
    public static DerivationNode Build<TState>(GrammarRules<TState> rules, ReadOnlySpan<DerivationRecord> records)
        where TState : unmanaged, IEquatable<TState>
    {
        DerivationNode[] nodes = new DerivationNode[records.Length];
        for (int i = records.Length - 1; i >= 0; i--)
        {
            Production<TState> production = rules.Productions[records[i].Production];
            nodes[i] = production.Leaf ?? new DerivationNode(production.Name, production.Arguments, ChildrenOf(i, records, nodes));
        }

        return nodes[0];
    }

    private static ImmutableArray<DerivationChild> ChildrenOf(
        int parent, ReadOnlySpan<DerivationRecord> records, DerivationNode[] nodes)
    {
        int count = 0;
        for (int i = parent + 1; i < records[parent].End; i = records[i].End)
            count++;
        var children = ImmutableArray.CreateBuilder<DerivationChild>(count);
        for (int i = parent + 1; i < records[parent].End; i = records[i].End)
            children.Add(new DerivationChild(nodes[i], records[i].Count));
        return children.MoveToImmutable();
    }
}
