namespace Einspace.Sdk.Grammars;

/// <summary>A child of two architectures: the first one with a subtree of the second.</summary>
/// <param name="Child">The child.</param>
/// <param name="Position">The position of the first parent that changed, numbered over its unique nodes in pre-order.</param>
/// <param name="Donor">The position of the second parent whose subtree stands there now.</param>
/// <param name="Tries">How many positions of the first parent were tried, this one included.</param>
/// <param name="Matches">For how many of them the second parent had a subtree of the same kind.</param>
/// <param name="Match">How well the two positions match.</param>
/// <param name="IsNoOp">Whether the child equals one of its parents.</param>
public sealed record Crossover(
    Architecture Child, int Position, int Donor, int Tries, int Matches, CrossoverMatch Match, bool IsNoOp);
