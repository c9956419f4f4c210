using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Gutenberg;

/// <summary>Options of the maker of Gutenberg.</summary>
internal sealed record GutenbergOptions : MakerOptions
{
    /// <summary>Lines at the beginning of each text that are no text.</summary>
    [Description("Lines at the beginning of each file that are left out: Project Gutenberg's notices.")]
    [Range(0, 1_000_000)]
    public int HeaderLines { get; init; } = 95;

    /// <summary>Words of a passage.</summary>
    [Description("Words of a passage. By the rule source-disjoint texts are cut into passages, each given to one split; by the official rule passages only measure how much of the texts the splits share.")]
    [Range(3, 1_000_000)]
    public int PassageWords { get; init; } = 1_000;
}
