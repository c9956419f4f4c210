using System.Collections.Immutable;

namespace Einspace.UnseenNas.Sums;

/// <summary>
/// AddNIST's rule: three digits i, j, k in three channels, label i + j + k − 1, where that is from 0 to 19. Every class is as
/// likely as every other, and within a class every triple (the generator repository's weights have the same effect).
/// </summary>
internal static class DigitSums
{
    /// <summary>The number of classes.</summary>
    public const int Classes = 20;

    /// <summary>The 915 triples by class: 3, 6, 10, 15, … 45, 36 of them.</summary>
    public static readonly ImmutableArray<ImmutableArray<DigitTriple>> ByClass =
    [
        .. Enumerable.Range(0, Classes).Select(label => AllTriples().Where(triple => triple.Sum - 1 == label).ToImmutableArray()),
    ];

    private static IEnumerable<DigitTriple> AllTriples() =>
        from i in Enumerable.Range(0, 10)
        from j in Enumerable.Range(0, 10)
        from k in Enumerable.Range(0, 10)
        select new DigitTriple(i, j, k);
}
