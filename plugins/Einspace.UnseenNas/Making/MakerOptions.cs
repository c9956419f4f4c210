using System.ComponentModel;

namespace Einspace.UnseenNas.Making;

/// <summary>Options of every maker.</summary>
internal record MakerOptions
{
    /// <summary>Which splits may share sources.</summary>
    [Description("Which splits may be made from the same images, words, passages, games, recordings, patches or tiles: official, as published, lets validation share with training; source-disjoint lets no two splits share any. Results by one rule are not to be compared with results by the other.")]
    public SplitRule Split { get; init; } = SplitRule.Official;
}
