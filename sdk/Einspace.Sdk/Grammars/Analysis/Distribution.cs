namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>How a quantity of architectures is distributed over samples. Quantiles are values that occurred (nearest rank).</summary>
/// <param name="Mean">The mean; its interval is the normal law's, cut off at 0 where no value is negative.</param>
/// <param name="Median">Half of the samples have at most so much.</param>
/// <param name="P75">Three quarters have at most so much.</param>
/// <param name="P90">90 % have at most so much.</param>
/// <param name="P95">95 % have at most so much.</param>
/// <param name="P99">99 % have at most so much.</param>
/// <param name="Max">The largest value.</param>
/// <param name="LargestShare">
/// The largest value's part of the sum. Where one sample makes up much of it (a tenth, say), the tail is heavy and neither the mean nor
/// its interval can be trusted: more samples will give a larger mean.
/// </param>
public sealed record Distribution(
    Estimate Mean, double Median, double P75, double P90, double P95, double P99, double Max, double LargestShare)
{
    /// <summary>Describes values.</summary>
    /// <param name="values">At least one.</param>
    /// <returns>Their distribution.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Distribution Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            throw new ArgumentException("A distribution needs at least one value.", nameof(values));
        double sum = sorted.Sum();
        double mean = sum / sorted.Length;
        double error = sorted.Length < 2
            ? double.PositiveInfinity
            : Math.Sqrt(sorted.Sum(x => (x - mean) * (x - mean)) / (sorted.Length - 1) / sorted.Length);
        double low = mean - (1.96 * error);
        return new Distribution(
            new Estimate(mean, sorted[0] >= 0 ? Math.Max(0, low) : low, mean + (1.96 * error)),
            At(0.5),
            At(0.75),
            At(0.9),
            At(0.95),
            At(0.99),
            sorted[^1],
            sum > 0 ? sorted[^1] / sum : 0);

        double At(double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
