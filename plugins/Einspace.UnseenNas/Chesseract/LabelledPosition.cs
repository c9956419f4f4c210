using Einspace.UnseenNas.Chess;

namespace Einspace.UnseenNas.Chesseract;

/// <summary>An example to be.</summary>
/// <param name="Game">The game it is from.</param>
/// <param name="Position">One of the game's last positions.</param>
internal readonly record struct LabelledPosition(EndedGame Game, Board Position);
