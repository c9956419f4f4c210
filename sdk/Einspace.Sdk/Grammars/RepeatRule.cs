namespace Einspace.Sdk.Grammars;

/// <summary>Computes how many copies of a child there are.</summary>
/// <typeparam name="TState">The grammar's attributes.</typeparam>
/// <param name="inherited">What the production itself inherited.</param>
/// <param name="left">What the slots to the left synthesized, as for <see cref="InheritRule{TState}"/>.</param>
/// <returns>0: the child is absent; 1: it is there; k: there is one subtree, shared by k copies.</returns>
public delegate int RepeatRule<TState>(in TState inherited, ReadOnlySpan<TState> left)
    where TState : unmanaged, IEquatable<TState>;
