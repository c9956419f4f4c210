using System.Collections.Immutable;

namespace Einspace.UnseenNas.Chess;

/// <summary>A game, as it was played.</summary>
/// <param name="Tags">What is said of it, by name: <c>White</c>, <c>Black</c>, <c>Result</c>, …</param>
/// <param name="Start">The position in which it began.</param>
/// <param name="Moves">The moves of both sides, in turn.</param>
/// <param name="Result">How it ended.</param>
internal sealed record Game(IReadOnlyDictionary<string, string> Tags, Board Start, ImmutableArray<Move> Moves, GameResult Result)
{
    /// <summary>The positions after each move.</summary>
    public IEnumerable<Board> Positions()
    {
        Board board = Start;
        foreach (Move move in Moves)
            yield return board = board.After(move);
    }
}
