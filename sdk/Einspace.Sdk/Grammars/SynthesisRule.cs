namespace Einspace.Sdk.Grammars;

/// <summary>
/// Computes what a production hands up, once its children have. Where it fails, sampling removes the production from the position's
/// options and draws another, and an architecture that has it there is not executable.
/// </summary>
/// <typeparam name="TState">The grammar's attributes.</typeparam>
/// <param name="inherited">What the production inherited.</param>
/// <param name="children">What its slots synthesized; empty for terminals.</param>
/// <param name="synthesized">What it hands up.</param>
/// <returns>False where the rule cannot be computed, for example because an axis cannot be divided.</returns>
public delegate bool SynthesisRule<TState>(in TState inherited, ReadOnlySpan<TState> children, out TState synthesized)
    where TState : unmanaged, IEquatable<TState>;
