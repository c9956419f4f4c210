using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Language;

/// <summary>Options of the maker of Language.</summary>
internal sealed record LanguageOptions : MakerOptions
{
    /// <summary>The published languages in the order of their labels, by the names of their aspell dictionaries.</summary>
    public static readonly string[] PublishedLanguages = ["en", "nl", "de", "es", "fr", "pt_PT", "sw", "zu", "fi", "sv"];

    /// <summary>The languages, label 0 first.</summary>
    [Description("The languages, label 0 first, two at least: of each the folder has a list NAME.txt (or .gz), one word a line, or aspell a dictionary NAME. With others than the published ten, 5,000, 1,000 and 1,000 examples of each by default.")]
    public IReadOnlyList<string> Languages { get; init; } = PublishedLanguages;

    /// <summary>Whether words come from aspell.</summary>
    [Description("Take words from the installed aspell dictionaries, their affixes expanded, instead of a folder of lists.")]
    public bool Aspell { get; init; }

    /// <summary>Words of each language for training and validation.</summary>
    [Description("Words of each language that training and validation examples are made of.")]
    [Range(2, 1_000_000)]
    public int TrainWords { get; init; } = 1_500;

    /// <summary>Words of each language for test.</summary>
    [Description("Words of each language that test examples are made of: others than those of training and validation.")]
    [Range(1, 1_000_000)]
    public int TestWords { get; init; } = 700;
}
