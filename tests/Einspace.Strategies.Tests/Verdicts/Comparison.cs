using Einspace.Sdk;

namespace Einspace.Strategies.Tests.Verdicts;

/// <summary>Runs of one kind beside runs of another, compared only on the same landscape.</summary>
/// <param name="A12">The chance that one of the first is better than one of the second, ties by half (Vargha and Delaney 2000).</param>
/// <param name="P">The chance of that much or more if there were no difference: a permutation test within landscapes.</param>
internal sealed record Comparison(double A12, double P)
{
    private const int Shuffles = 9_999;

    /// <summary>Compares; each stratum is a landscape.</summary>
    public static Comparison Of(IReadOnlyList<(double[] First, double[] Second)> strata)
    {
        double observed = Average(strata);
        RandomStream random = RandomStream.Derive(0, "permutation");
        int asLarge = Enumerable.Range(0, Shuffles).Count(_ => Average([.. strata.Select(stratum => Shuffle(stratum, random))]) >= observed);
        return new Comparison(observed, (asLarge + 1.0) / (Shuffles + 1));
    }

    /// <summary>The chances among so many comparisons together (Holm 1979), in their order.</summary>
    public static double[] Holm(IReadOnlyList<double> chances)
    {
        double[] adjusted = new double[chances.Count];
        double largest = 0;
        foreach ((int rank, int i) in Enumerable.Range(0, chances.Count).OrderBy(i => chances[i]).Index())
            adjusted[i] = largest = Math.Max(largest, Math.Min(1, chances[i] * (chances.Count - rank)));
        return adjusted;
    }

    private static double Average(IReadOnlyList<(double[] First, double[] Second)> strata) => strata.Average(stratum =>
    {
        double wins = 0;
        foreach (double a in stratum.First)
        {
            foreach (double b in stratum.Second)
                wins += a > b ? 1 : a == b ? 0.5 : 0;
        }

        return wins / (stratum.First.Length * stratum.Second.Length);
    });

    private static (double[] First, double[] Second) Shuffle((double[] First, double[] Second) stratum, RandomStream random)
    {
        double[] all = [.. stratum.First, .. stratum.Second];
        random.Shuffle<double>(all);
        return (all[..stratum.First.Length], all[stratum.First.Length..]);
    }
}
