using System.Collections.Immutable;

namespace Einspace.UnseenNas.Tasks;

/// <summary>
/// The eight Unseen NAS tasks as published (their pages at data.ncl.ac.uk and arXiv 2405.20838, appendix B.2). Where sources disagree
/// on a number of examples, the pages' is taken; labels are in the order of the generators, where those are public.
/// </summary>
internal static class PublishedTasks
{
    /// <summary>Sums of three digits.</summary>
    public static readonly PublishedTask AddNist = new("addnist", "AddNIST", [3, 28, 28], Numbers(20), 45_000, 15_000, 10_000)
    {
        Codename = "Adaline",
    };

    /// <summary>The language of four words.</summary>
    public static readonly PublishedTask Language = new(
        "language",
        "Language",
        [1, 24, 24],
        ["English", "Dutch", "German", "Spanish", "French", "Portuguese", "Swahili", "Zulu", "Finnish", "Swedish"],
        50_000,
        10_000,
        10_000)
    {
        Codename = "LaMelo",
        OtherClasses = true,
        Text = OneHotText.ReadRows,
    };

    /// <summary>The last digit of a product of three.</summary>
    public static readonly PublishedTask MultNist = new("multnist", "MultNIST", [3, 28, 28], Numbers(10), 50_000, 10_000, 10_000)
    {
        Codename = "Mateo",
    };

    /// <summary>How many classes of CIFAR-10 four tiles are of.</summary>
    public static readonly PublishedTask CifarTile = new(
        "cifartile", "CIFARTile", [3, 64, 64], ["1 kind", "2 kinds", "3 kinds", "4 kinds"], 45_000, 15_000, 10_000)
    {
        Codename = "Caitie",
    };

    /// <summary>The author of three words.</summary>
    public static readonly PublishedTask Gutenberg = new(
        "gutenberg", "Gutenberg", [1, 27, 18], ["Aquinas", "Confucius", "Hawthorne", "Plato", "Shakespeare", "Tolstoy"], 45_000, 15_000, 6_000)
    {
        Codename = "Gutenberg",
        OtherClasses = true,
        Text = OneHotText.ReadColumns,
    };

    /// <summary>The era of five seconds of music.</summary>
    public static readonly PublishedTask Isabella = new(
        "isabella", "Isabella", [1, 64, 128], ["Baroque", "Classical", "Romantic", "20th Century"], 50_000, 10_000, 10_000)
    {
        Unpublished = "sample rate, windows and scaling of the spectrograms, the order of the labels",
    };

    /// <summary>The country of a satellite's picture.</summary>
    public static readonly PublishedTask GeoClassing = new(
        "geoclassing",
        "GeoClassing",
        [3, 64, 64],
        ["Austria", "Belgium", "Finland", "Ireland", "Kosovo", "Lithuania", "Luxembourg", "Portugal", "Serbia", "Switzerland"],
        43_821,
        8_758,
        8_751)
    {
        Codename = "Sadie",
        Unpublished = "how patches were scaled to 64×64 and to numbers, the order of the labels",
    };

    /// <summary>Who won a game of chess, from one of its last positions.</summary>
    public static readonly PublishedTask Chesseract = new(
        "chesseract", "Chesseract", [12, 8, 8], ["White wins", "Draw", "Black wins"], 49_998, 10_001, 10_001)
    {
        Codename = "Chester",
        Padding = 5,
        Unpublished = "the order of the planes and how the board lies in them, which positions were kept",
        Text = ChessBoardText.Read,
    };

    /// <summary>All eight.</summary>
    public static readonly ImmutableArray<PublishedTask> All = [AddNist, Language, MultNist, CifarTile, Gutenberg, Isabella, GeoClassing, Chesseract];

    private static ImmutableArray<string> Numbers(int count) => [.. Enumerable.Range(0, count).Select(label => $"{label}")];
}
