namespace Einspace.Sdk.Grammars.Engine;

/// <summary>A place for a child in a production.</summary>
internal sealed class Slot<TState>(int symbol, InheritRule<TState>? inherit, RepeatRule<TState>? repeat)
    where TState : unmanaged, IEquatable<TState>
{
    public readonly int Symbol = symbol;
    public readonly InheritRule<TState>? Inherit = inherit;
    public readonly RepeatRule<TState>? Repeat = repeat;
}
