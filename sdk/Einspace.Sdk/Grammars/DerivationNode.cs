using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars;

/// <summary>A production applied in a derivation, with its arguments and children. Immutable; knows nothing of its grammar.</summary>
public sealed class DerivationNode
{
    /// <summary>Creates a node.</summary>
    /// <param name="production">The production's name.</param>
    /// <param name="arguments">Its arguments, for example 64 in <c>linear(64)</c>.</param>
    /// <param name="children">Its children.</param>
    public DerivationNode(
        string production, ImmutableArray<long> arguments = default, ImmutableArray<DerivationChild> children = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(production);
        Production = production;
        Arguments = arguments.IsDefault ? [] : arguments;
        Children = children.IsDefault ? [] : children;
    }

    /// <summary>The production's name, for example <c>branch</c> or <c>linear</c>.</summary>
    public string Production { get; }

    /// <summary>The production's arguments; empty for most.</summary>
    public ImmutableArray<long> Arguments { get; }

    /// <summary>The children from left to right; empty for terminals.</summary>
    public ImmutableArray<DerivationChild> Children { get; }
}
