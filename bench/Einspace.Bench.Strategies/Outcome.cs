namespace Einspace.Bench.Strategies;

/// <summary>
/// What a strategy reached on a landscape, without noise: its best score, the mean of the second half, and the area that scores and
/// (logarithms of) parameters dominate within scores of 0 to 1 and 1 to 10^7 parameters; and the time of each proposal.
/// </summary>
internal sealed record Outcome(double[] Scores, double Front, double[] Milliseconds)
{
    public double Best => BestOf(Scores.Length);

    public double LateMean => Scores.Skip(Scores.Length / 2).Average();

    /// <summary>The mean time of the last tenth of the proposals, in milliseconds.</summary>
    public double LateMilliseconds => Milliseconds.TakeLast(Math.Max(1, Milliseconds.Length / 10)).Average();

    /// <summary>The best score of the first trials.</summary>
    public double BestOf(int trials) => Scores.Take(trials).Max();

    /// <summary>The dominated area, as a share.</summary>
    public static double FrontOf(IEnumerable<(double Score, double Parameters)> points)
    {
        (double area, double cheapest) = (0, 1);
        foreach ((double score, double parameters) in points.OrderByDescending(point => point.Score))
        {
            double cost = Math.Log10(1 + parameters) / 7;
            area += score * Math.Max(0, cheapest - cost);
            cheapest = Math.Min(cheapest, cost);
        }

        return area;
    }
}
