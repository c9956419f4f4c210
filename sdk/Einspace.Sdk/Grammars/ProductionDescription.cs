using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars;

/// <summary>A production of a grammar.</summary>
/// <param name="Name">Its name, for example <c>linear</c>.</param>
/// <param name="Arguments">Its arguments, for example 64.</param>
/// <param name="Children">Names of the symbols on its right-hand side; empty for terminals.</param>
/// <param name="Weight">
/// Its share, relative to the other productions of its symbol that have no fixed probability; 0 where it has one, and for a
/// production that is never drawn but accepted in an architecture that somebody wrote.
/// </param>
/// <param name="Probability">
/// A probability that stays fixed whatever other options fall away (einspace's computation has 0.32); null where the weight counts.
/// </param>
public sealed record ProductionDescription(
    string Name, ImmutableArray<long> Arguments, ImmutableArray<string> Children, double Weight, double? Probability)
{
    /// <summary>The name with its arguments, as in an architecture's text: <c>linear(64)</c>.</summary>
    public string Label => ArchitectureText.Label(new DerivationNode(Name, Arguments));

    /// <summary>
    /// Which children, by index, stand there as often as the attributes decide: one shared subtree with a count, absent where that is 0.
    /// </summary>
    public ImmutableArray<int> RepeatedChildren { get; init; } = [];

    /// <summary>Whether it is never drawn, but accepted in an architecture that somebody wrote.</summary>
    public bool IsExecutableOnly => Weight == 0 && Probability is null;
}
