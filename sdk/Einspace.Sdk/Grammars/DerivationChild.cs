namespace Einspace.Sdk.Grammars;

/// <summary>A child of a derivation's node, with the number of copies of it.</summary>
/// <param name="Node">The subtree, written once however often it is repeated.</param>
/// <param name="Count">How many copies there are, at least 1; copies share structure, never parameters.</param>
public readonly record struct DerivationChild(DerivationNode Node, int Count);
