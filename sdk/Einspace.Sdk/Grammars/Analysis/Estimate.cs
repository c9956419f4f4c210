namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>A figure that was measured, with a confidence interval of 95 %.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>Two standard errors on either side, as Student's distribution has it for so few values.</summary>
    internal static Estimate Around(double value, IReadOnlyList<double> batches)
    {
        double mean = batches.Average();
        double variance = batches.Sum(batch => (batch - mean) * (batch - mean)) / (batches.Count - 1);
        double half = Student95(batches.Count - 1) * Math.Sqrt(variance / batches.Count);
        return new Estimate(value, value - half, value + half);
    }

    /// <summary>The 97.5 % quantile of Student's distribution; the expansion of Cornish and Fisher, right to a percent from 3 on.</summary>
    private static double Student95(int freedom)
    {
        const double Z = 1.959964;
        double n = freedom;
        double first = ((Z * Z * Z) + Z) / (4 * n);
        double second = ((5 * Math.Pow(Z, 5)) + (16 * Z * Z * Z) + (3 * Z)) / (96 * n * n);
        return Z + first + second;
    }
}
