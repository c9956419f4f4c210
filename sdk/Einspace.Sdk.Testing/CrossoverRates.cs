using System.Globalization;
using Einspace.Sdk.Grammars;

namespace Einspace.Sdk.Testing;

/// <summary>How crossovers of a grammar's samples fare: how often positions match, and how often a child is no news.</summary>
/// <param name="Pairs">Pairs of parents.</param>
/// <param name="Children">Pairs of them that had a child.</param>
/// <param name="Tries">Positions tried for those.</param>
/// <param name="Matches">Positions of them that had a match.</param>
/// <param name="Exact">Children by an exact match.</param>
/// <param name="NoOps">Children that equal a parent.</param>
/// <param name="Invalid">Children of derivable parents that are not derivable.</param>
public sealed record CrossoverRates(
    int Pairs, int Children, long Tries, long Matches, int Exact, int NoOps, IReadOnlyList<Architecture> Invalid)
{
    /// <summary>Children for which the whole tree was annotated again.</summary>
    public int Reannotated => Children - Exact;

    /// <summary>Crosses pairs of samples until there are enough children. A sample of one node, which has no part to give or take, is drawn again.</summary>
    /// <param name="grammar">The grammar.</param>
    /// <param name="random">The only source of randomness.</param>
    /// <param name="children">How many children.</param>
    /// <param name="largest">Most unique nodes of a parent: larger samples, which cost only time, are drawn again too.</param>
    /// <returns>What happened.</returns>
    public static CrossoverRates Measure(Grammar grammar, RandomStream random, int children, int largest)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentNullException.ThrowIfNull(random);
        List<Crossover> found = [];
        List<Architecture> invalid = [];
        int pairs = 0;
        while (found.Count < children)
        {
            pairs++;
            if (grammar.Cross(Draw(), Draw(), random) is not { } cross)
                continue;
            found.Add(cross);
            if (!grammar.Check(cross.Child).IsDerivable)
                invalid.Add(cross.Child);
        }

        return new CrossoverRates(
            pairs,
            found.Count,
            found.Sum(cross => (long)cross.Tries),
            found.Sum(cross => (long)cross.Matches),
            found.Count(cross => cross.Match == CrossoverMatch.Exact),
            found.Count(cross => cross.IsNoOp),
            invalid);

        Architecture Draw()
        {
            Architecture sample = grammar.Sample(random).Architecture;
            while (sample.UniqueNodes == 1 || sample.UniqueNodes > largest)
                sample = grammar.Sample(random).Architecture;
            return sample;
        }
    }

    /// <summary>The rates in one sentence.</summary>
    /// <returns>A sentence.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Children} of {Pairs} pairs had a child; {(double)Matches / Tries:P1} of the positions tried had a match, {(double)Children / Matches:P1} of the matches gave a child, {(double)Exact / Children:P1} of the children by an exact match; {(double)NoOps / Children:P1} of the children equal a parent.");
}
