namespace Einspace.Strategies.LearnedPcfg;

/// <summary>What generations said about a production: the logarithm of the factor that its probability should have, and its variance by chance.</summary>
internal readonly record struct Evidence(double Sum, double Variance)
{
    /// <summary>
    /// The sum, drawn towards 0 by as much as chance explains: by the positive part of 1 − significance² · variance / sum² (as James and
    /// Stein 1961 do with significance 1).
    /// </summary>
    public double Believed(double significance) =>
        Sum == 0 ? 0 : Sum * Math.Max(0, 1 - (significance * significance * Variance / (Sum * Sum)));

    public Evidence Fade(double share) => new(share * Sum, share * share * Variance);

    public Evidence Add(Evidence other) => new(Sum + other.Sum, Variance + other.Variance);
}
