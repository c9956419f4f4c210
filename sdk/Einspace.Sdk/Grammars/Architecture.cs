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
    public UInt128 ExpandedNodes => ArchitectureText.Walk(Root)
        .Aggregate(UInt128.Zero, (sum, node) => Saturating.Add(sum, node.Copies));

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
}
