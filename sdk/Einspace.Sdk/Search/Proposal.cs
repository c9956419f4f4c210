using System.Collections.Immutable;
using Einspace.Sdk.Grammars;

namespace Einspace.Sdk.Search;

/// <summary>
/// An architecture to try, with all that <see cref="ISearchStrategy.Apply"/> needs to know of how it came about: it is recorded,
/// and a resumed study applies the record without asking the strategy again.
/// </summary>
/// <param name="Architecture">The architecture.</param>
public sealed record Proposal(Architecture Architecture)
{
    /// <summary>Numbers of the trials it descends from; empty for a fresh sample.</summary>
    public ImmutableArray<int> Parents { get; init; } = [];

    /// <summary>How it was made, for example <c>sample</c>, <c>mutate</c>, <c>cross</c>, <c>seed</c>.</summary>
    public string Operator { get; init; } = "sample";

    /// <summary>How many positions were tried to make it (<see cref="Network.Tries"/>), for the study's report; 0 where none was.</summary>
    public int Tries { get; init; }

    /// <summary>Draws that were passed over to make it, for the study's report; none where the strategy counts none.</summary>
    public RepeatedDraws Repeats { get; init; }

    /// <summary>A short text of the strategy's own; null for none.</summary>
    public string? Tag { get; init; }
}
