using System.Collections.Immutable;

namespace Einspace.UnseenNas.Triples;

/// <summary>
/// How three digits i, j, k in three channels make a label. Every class is as likely as every other, and within a class every triple
/// (the generator repository's weights have the same effect).
/// </summary>
internal sealed class DigitRule
{
    /// <summary>AddNIST's rule: i + j + k − 1, where that is from 0 to 19: 915 triples.</summary>
    public static readonly DigitRule Sum = new("i + j + k - 1", 20, triple => triple.Red + triple.Green + triple.Blue - 1);

    /// <summary>MultNIST's rule: the last digit of i·j·k: all 1000 triples.</summary>
    public static readonly DigitRule LastDigitOfProduct = new("i * j * k modulo 10", 10, triple => triple.Red * triple.Green * triple.Blue % 10);

    private DigitRule(string formula, int classes, Func<DigitTriple, int> label)
    {
        Formula = formula;
        ByClass = [.. Enumerable.Range(0, classes).Select(of => AllTriples().Where(triple => label(triple) == of).ToImmutableArray())];
    }

    /// <summary>The rule as a person writes it.</summary>
    public string Formula { get; }

    /// <summary>The triples by class.</summary>
    public ImmutableArray<ImmutableArray<DigitTriple>> ByClass { get; }

    private static IEnumerable<DigitTriple> AllTriples() =>
        from i in Enumerable.Range(0, 10)
        from j in Enumerable.Range(0, 10)
        from k in Enumerable.Range(0, 10)
        select new DigitTriple(i, j, k);
}
