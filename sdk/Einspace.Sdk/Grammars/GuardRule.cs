namespace Einspace.Sdk.Grammars;

/// <summary>Says whether a production may be drawn at a position. Asked before drawing, by sampling only.</summary>
/// <typeparam name="TState">The grammar's attributes.</typeparam>
/// <param name="inherited">What comes in from the parent and the left siblings.</param>
/// <param name="depth">The position's depth: 0 at the root, one more for each child.</param>
/// <returns>False to take the production out of the position's options.</returns>
public delegate bool GuardRule<TState>(in TState inherited, int depth)
    where TState : unmanaged, IEquatable<TState>;
