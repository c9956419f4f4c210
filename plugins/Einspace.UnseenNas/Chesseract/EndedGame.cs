using System.Collections.Immutable;
using Einspace.UnseenNas.Chess;

namespace Einspace.UnseenNas.Chesseract;

/// <summary>A game with a result, and its last positions.</summary>
/// <param name="Number">Its number among the games that were kept, from 0, in the order of the files.</param>
/// <param name="Label">Who won.</param>
/// <param name="Positions">The positions that examples can be made of.</param>
internal sealed record EndedGame(int Number, int Label, ImmutableArray<Board> Positions)
{
    /// <summary>What games are called in the provenance record.</summary>
    public const string Kind = "games";
}
