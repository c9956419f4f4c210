namespace Einspace.Sdk.Grammars;

/// <summary>Computes what a child inherits.</summary>
/// <typeparam name="TState">The grammar's attributes.</typeparam>
/// <param name="inherited">What the production itself inherited.</param>
/// <param name="left">
/// What the slots to the left synthesized, one entry for each slot; an absent child passes on what stands left of it.
/// </param>
/// <returns>The child's inherited attributes.</returns>
public delegate TState InheritRule<TState>(in TState inherited, ReadOnlySpan<TState> left)
    where TState : unmanaged, IEquatable<TState>;
