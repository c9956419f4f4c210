using MathNet.Numerics.Distributions;

namespace Einspace.Fidelity.Tests.Statistics;

/// <summary>
/// Pearson's tests on counts. Cells that expect fewer than five are taken together, in the order from rare to frequent, until they
/// expect five.
/// </summary>
internal static class ChiSquare
{
    private const double LeastExpected = 5;

    /// <summary>Whether counts come from a law: goodness of fit.</summary>
    /// <returns>The probability of a statistic at least as large; 0 where an outcome of probability 0 was counted.</returns>
    public static double Fits<T>(IReadOnlyDictionary<T, long> counts, IReadOnlyDictionary<T, double> law)
        where T : notnull
    {
        if (counts.Any(cell => cell.Value > 0 && law.GetValueOrDefault(cell.Key) == 0))
            return 0;
        double total = counts.Values.Sum();
        var cells = Pool(law.Select(cell => (Expected: total * cell.Value, Found: (double)counts.GetValueOrDefault(cell.Key))));
        return Tail(cells.Sum(cell => Square(cell.Found - cell.Expected) / cell.Expected), cells.Count - 1);
    }

    /// <summary>Whether two tables of counts come from one law: homogeneity.</summary>
    /// <returns>The probability of a statistic at least as large; 1 where there is too little to compare.</returns>
    public static double AreAlike<T>(IReadOnlyDictionary<T, long> first, IReadOnlyDictionary<T, long> second)
        where T : notnull
    {
        double all = first.Values.Sum() + second.Values.Sum();
        double share = first.Values.Sum() / all;
        double smaller = Math.Min(share, 1 - share);
        if (!(smaller > 0))
            return 1;
        // What a cell of the smaller table expects decides; both tables are pooled alike.
        var cells = Pool(first.Keys.Union(second.Keys).Select(key =>
            (Expected: smaller * (first.GetValueOrDefault(key) + second.GetValueOrDefault(key)), Found: (double)first.GetValueOrDefault(key))));
        return Tail(
            cells.Sum(cell => Square(cell.Found - (share * cell.Expected / smaller)) / (cell.Expected / smaller * share * (1 - share))),
            cells.Count - 1);
    }

    /// <summary>
    /// The probability with which <see cref="Fits"/> finds at a level that counts come from another law: by the noncentral χ²
    /// distribution with noncentrality n Σ (q − p)² / p, in Patnaik's approximation (Biometrika 36, 1949).
    /// </summary>
    public static double Power<T>(IReadOnlyDictionary<T, double> law, IReadOnlyDictionary<T, double> other, long draws, double level)
        where T : notnull
    {
        // An outcome that the law does not know is seen at once, if it is drawn at all.
        double unknown = other.Where(cell => law.GetValueOrDefault(cell.Key) == 0).Sum(cell => cell.Value);
        var cells = Pool(law.Select(cell => (Expected: draws * cell.Value, Found: draws * other.GetValueOrDefault(cell.Key))));
        double freedom = cells.Count - 1;
        double noncentrality = cells.Sum(cell => Square(cell.Found - cell.Expected) / cell.Expected);
        double scale = (freedom + (2 * noncentrality)) / (freedom + noncentrality);
        double critical = MathNet.Numerics.Distributions.ChiSquared.InvCDF(freedom, 1 - level);
        double missed = MathNet.Numerics.Distributions.ChiSquared.CDF((freedom + noncentrality) / scale, critical / scale);
        return 1 - (missed * Math.Pow(1 - unknown, draws));
    }

    private static List<(double Expected, double Found)> Pool(IEnumerable<(double Expected, double Found)> cells)
    {
        List<(double Expected, double Found)> pooled = [];
        (double Expected, double Found) rest = (0, 0);
        foreach ((double expected, double found) in cells.OrderBy(cell => cell.Expected))
        {
            rest = (rest.Expected + expected, rest.Found + found);
            if (rest.Expected < LeastExpected)
                continue;
            pooled.Add(rest);
            rest = (0, 0);
        }

        if (rest.Expected > 0 && pooled.Count > 0)
            pooled[^1] = (pooled[^1].Expected + rest.Expected, pooled[^1].Found + rest.Found);
        return pooled;
    }

    private static double Tail(double statistic, int freedom) => freedom < 1 ? 1 : 1 - ChiSquared.CDF(freedom, statistic);

    private static double Square(double x) => x * x;
}
