using Einspace.Strategies.Walks;

namespace Einspace.Strategies.SimulatedAnnealing;

/// <summary>
/// Steps to what is better, and to what is worse with probability exp(gain / temperature) (Metropolis et al. 1953); the temperature,
/// in standard deviations of the study's scores, falls geometrically over the study (Kirkpatrick et al. 1983).
/// </summary>
/// <param name="First">Temperature at the beginning.</param>
/// <param name="Last">Temperature at the end.</param>
internal sealed record AnnealingRule(double First, double Last) : WalkRule
{
    public override bool IsRandom => true;

    public override bool Accepts(double gain, double spread, double progress, double chance)
    {
        double temperature = spread * First * Math.Pow(Last / First, Math.Min(1, progress));
        return gain >= 0 || chance < Math.Exp(gain / temperature);
    }
}
