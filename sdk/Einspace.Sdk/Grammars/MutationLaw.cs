using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Grammars;

/// <summary>
/// How a grammar's architectures are mutated, where that is not as <see cref="Grammar.Mutate"/> says; given to
/// <see cref="GrammarBuilder{TState}.Mutates"/>. What is not set stays as it says there.
/// </summary>
public sealed record MutationLaw
{
    /// <summary>How likely a unique node is drawn relative to others: at least 0, not 0 for all. Where null, all are equal.</summary>
    public Func<MutationSite, double>? Weight { get; init; }

    /// <summary>
    /// The symbol by whose options a node is drawn again, without the production that stands there; the drawn production must be one
    /// of the node's own symbol too. Null is answered for a node that cannot change: the try is in vain. Where null, a node is drawn
    /// again by its own symbol.
    /// </summary>
    public Func<MutationSite, string?>? Symbol { get; init; }

    /// <summary>
    /// The probability with which the new subtree takes its place, from 0 to 1; otherwise it is dropped, and the mutation's child is
    /// the parent. Where null, it always does.
    /// </summary>
    public Func<MutationSite, double>? Effect { get; init; }

    /// <summary>
    /// Whether guards are asked of the nodes outside the new subtree where the parent is derivable. Where false, rules alone decide,
    /// and a derivable parent can have a mutant that is only executable.
    /// </summary>
    public bool AsksGuards { get; init; } = true;

    /// <summary>Whether a mutant is kept, asked of its lowered graph; where not, the try has failed. Where null, all are.</summary>
    public Func<ComputationGraph, bool>? Accepts { get; init; }
}
