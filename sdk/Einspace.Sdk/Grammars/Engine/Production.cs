using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>A production, checked and with its symbols resolved.</summary>
internal sealed class Production<TState>(ProductionBuilder<TState> declared, ImmutableArray<Slot<TState>> slots)
    where TState : unmanaged, IEquatable<TState>
{
    public readonly Slot<TState>[] Slots = [.. slots];
    public readonly SynthesisRule<TState>? Synthesis = declared.Synthesis;
    public readonly GuardRule<TState>? GiveUp = declared.GiveUp;
    public readonly string? GiveUpReason = declared.GiveUpReason;

    public string Name { get; } = declared.Name;

    public ImmutableArray<long> Arguments { get; } = declared.Arguments;

    public LoweringRule<TState>? Lowering { get; } = declared.Lowering;

    /// <summary>Whether a written architecture may leave it out.</summary>
    public bool IsImplied { get; } = declared.IsImplied;

    /// <summary>The name with its arguments, as in a text.</summary>
    public string Label { get; } = ArchitectureText.Label(new DerivationNode(declared.Name, declared.Arguments));

    /// <summary>The node of a terminal: immutable, so that all derivations can share it.</summary>
    public DerivationNode? Leaf { get; } = slots.IsEmpty ? new DerivationNode(declared.Name, declared.Arguments) : null;
}
