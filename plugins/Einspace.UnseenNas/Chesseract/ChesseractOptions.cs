using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Chesseract;

/// <summary>Options of the maker of Chesseract.</summary>
internal sealed record ChesseractOptions : MakerOptions
{
    /// <summary>How much of a game's end its positions are taken from, in percent.</summary>
    [Description("Positions are taken from the last so many percent of a game: of N positions, one after each move of either side, those after the first N·(100 − percent)/100, rounded down.")]
    [Range(1, 100)]
    public int LastPercent { get; init; } = 15;

    /// <summary>Whether games that cannot be read are left out.</summary>
    [Description("Whether games that cannot be read are left out and counted; otherwise the first of them ends the making with a sentence.")]
    public bool SkipBroken { get; init; }
}
