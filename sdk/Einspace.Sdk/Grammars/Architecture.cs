using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars;

/// <summary>
/// An architecture: an immutable derivation tree with a canonical text, such as
/// <c>branch(clone(4), 4*comp(linear(64)), add)</c>. Grammar-neutral, so that it crosses processes; equality is equality of the text.
/// </summary>
/// <remarks>
/// A repeated subtree is one child with a count, written <c>4*child</c>. Positions number the *unique* nodes in pre-order, the root
/// being 0.
/// </remarks>
public sealed class Architecture : IEquatable<Architecture>
{
    /// <summary>Creates an architecture from its derivation.</summary>
    /// <param name="root">The root of the derivation tree.</param>
    public Architecture(DerivationNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = root;
    }

    /// <summary>The root of the derivation tree.</summary>
    public DerivationNode Root { get; }

    /// <summary>The canonical text; <see cref="Parse"/> reads it back.</summary>
    public string Text => field ??= ArchitectureText.Format(Root);

    /// <summary>The derivation's hash: SHA-256 of the text, its first 128 bits in hexadecimal.</summary>
    public string Hash => field ??= ArchitectureText.Hash(Text);

    /// <summary>The number of nodes, each repeated subtree counted once.</summary>
    public int UniqueNodes => field > 0 ? field : field = ArchitectureText.Walk(Root).Count();

    /// <summary>The number of nodes, every copy counted; saturates at 2^128 − 1.</summary>
    public UInt128 ExpandedNodes => Sum(_ => true);

    /// <summary>The number of nodes without children, every copy counted; saturates at 2^128 − 1.</summary>
    public UInt128 Terminals => Sum(node => node.Children.IsEmpty);

    /// <summary>The number of nodes without children, each repeated subtree counted once.</summary>
    public int UniqueTerminals => ArchitectureText.Walk(Root).Count(node => node.Node.Children.IsEmpty);

    /// <summary>The number of nodes with children, every copy counted; saturates at 2^128 − 1.</summary>
    public UInt128 Nonterminals => Sum(node => !node.Children.IsEmpty);

    /// <summary>The largest depth of a node; the root's is 0.</summary>
    public int Depth
    {
        get
        {
            int deepest = 0;
            Stack<(DerivationNode Node, int Depth)> open = new([(Root, 0)]);
            while (open.TryPop(out var top))
            {
                deepest = Math.Max(deepest, top.Depth);
                foreach (DerivationChild child in top.Node.Children)
                    open.Push((child.Node, top.Depth + 1));
            }

            return deepest;
        }
    }

    /// <summary>
    /// How often each production occurs, every copy counted, by its name with arguments as in the text: <c>linear(64)</c>; in ordinal
    /// order of the names.
    /// </summary>
    public IReadOnlyDictionary<string, UInt128> Histogram
    {
        get
        {
            SortedDictionary<string, UInt128> counts = new(StringComparer.Ordinal);
            foreach ((DerivationNode node, UInt128 copies) in ArchitectureText.Walk(Root))
            {
                string label = ArchitectureText.Label(node);
                counts[label] = Saturating.Add(counts.GetValueOrDefault(label), copies);
            }

            return counts;
        }
    }

    /// <summary>Reads an architecture's text without asking any grammar whether it is one of its own.</summary>
    /// <param name="text">The text; white space between tokens is free.</param>
    /// <returns>The architecture.</returns>
    /// <exception cref="ArchitectureSyntaxException">
    /// The text is malformed; the message names line, column, what was found and what could stand there.
    /// </exception>
    public static Architecture Parse(string text) => new(ArchitectureReader.Read(text).Root);

    /// <inheritdoc/>
    public bool Equals(Architecture? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Architecture);

    /// <inheritdoc/>
    public override int GetHashCode() => ArchitectureText.StableHash(Text);

    /// <summary>The canonical text.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;

    private UInt128 Sum(Func<DerivationNode, bool> isCounted) => ArchitectureText.Walk(Root)
        .Where(node => isCounted(node.Node))
        .Aggregate(UInt128.Zero, (sum, node) => Saturating.Add(sum, node.Copies));
}
