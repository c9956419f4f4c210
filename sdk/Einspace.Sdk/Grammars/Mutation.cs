namespace Einspace.Sdk.Grammars;

/// <summary>A mutation of an architecture.</summary>
/// <param name="Child">The mutant; the parent itself where the grammar's law lost the change.</param>
/// <param name="Position">The position that changed, numbered over the parent's unique nodes in pre-order.</param>
/// <param name="Tries">How many positions were tried, this one included.</param>
public sealed record Mutation(Architecture Child, int Position, int Tries);
