namespace Einspace.Sdk.Grammars.Engine;

/// <summary>The attributes of a node of a flat derivation.</summary>
internal struct NodeAttributes<TState>
    where TState : unmanaged, IEquatable<TState>
{
    public int Symbol;
    public int Depth;
    public TState Inherited;
    public TState Synthesized;
}
