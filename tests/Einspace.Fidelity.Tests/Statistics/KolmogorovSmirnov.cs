namespace Einspace.Fidelity.Tests.Statistics;

/// <summary>
/// The tests of Kolmogorov and Smirnov, of two samples and of one, by the limiting distribution with Stephens' correction for finite samples. Ties
/// make it cautious: it rejects a right law less often than its level says, never more often.
/// </summary>
internal static class KolmogorovSmirnov
{
    /// <summary>Whether two samples come from one distribution.</summary>
    /// <returns>The probability of a distance at least as large; 1 where a sample is empty.</returns>
    public static double AreAlike(IEnumerable<double> first, IEnumerable<double> second)
    {
        double[] a = [.. first.Order()], b = [.. second.Order()];
        if (a.Length == 0 || b.Length == 0)
            return 1;
        double distance = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            double x = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == x)
                i++;
            while (j < b.Length && b[j] == x)
                j++;
            distance = Math.Max(distance, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        double size = Math.Sqrt((double)a.Length * b.Length / (a.Length + b.Length));
        return Tail((size + 0.12 + (0.11 / size)) * distance);
    }

    /// <summary>Whether a sample comes from a continuous distribution.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="distribution">The distribution function.</param>
    /// <returns>The probability of a distance at least as large.</returns>
    public static double ComesFrom(IEnumerable<double> sample, Func<double, double> distribution)
    {
        double[] values = [.. sample.Order()];
        double distance = values.Index().Max(v =>
        {
            double expected = distribution(v.Item);
            return Math.Max(expected - ((double)v.Index / values.Length), ((double)(v.Index + 1) / values.Length) - expected);
        });
        double size = Math.Sqrt(values.Length);
        return Tail((size + 0.12 + (0.11 / size)) * distance);
    }

    /// <summary>Q(λ) = 2 Σ (−1)^(k−1) exp(−2 k² λ²).</summary>
    private static double Tail(double lambda)
    {
        if (lambda < 0.2)
            return 1;
        double sum = 0;
        for (int k = 1; k <= 100; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * lambda * lambda);
        return Math.Clamp(sum, 0, 1);
    }
}
