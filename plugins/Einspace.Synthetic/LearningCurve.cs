using Einspace.Sdk;

namespace Einspace.Synthetic;

/// <summary>
/// How a network comes to its score: a rise that is the same for all, on a quality that shows only with training. Over networks, the
/// rank correlation of the quality at fidelity 1 and the score at the horizon is a parameter; in between it grows to 1 with the
/// logarithm of the fidelity. What misleads at first is the network's own, so that curves cross once rather than jitter.
/// </summary>
/// <remarks>
/// A Gaussian copula: normal qualities correlated by 2 sin(π ρ / 6) have Spearman's correlation ρ (Pearson 1907). Scores are taken for
/// uniform, as those of <see cref="Landscape"/> are; where they are not, the correlation is that of their normal scores.
/// </remarks>
internal sealed class LearningCurve
{
    private const double Rise = 3;
    private readonly double _correlation;
    private readonly double _quality;
    private readonly double _misleading;
    private readonly double _score;

    /// <summary>Draws the curve of a network.</summary>
    /// <param name="score">Its score, within 0 and 1.</param>
    /// <param name="rankCorrelation">The rank correlation of fidelity 1 and the horizon, from 0 to 1.</param>
    /// <param name="random">The network's own randomness.</param>
    public LearningCurve(double score, double rankCorrelation, RandomStream random)
    {
        _score = score;
        _correlation = 2 * Math.Sin(Math.PI * rankCorrelation / 6);
        _quality = Landscape.Normal(Math.Clamp(score, 1e-9, 1 - 1e-9));
        _misleading = random.NextNormal();
    }

    /// <summary>What is measured at a fidelity: the score itself at the horizon.</summary>
    public double At(int fidelity, int horizon)
    {
        if (fidelity == horizon)
            return _score;
        double correlation = _correlation + ((1 - _correlation) * Math.Log(fidelity) / Math.Log(horizon));
        double shown = (correlation * _quality) + (Math.Sqrt(1 - (correlation * correlation)) * _misleading);
        return Landscape.Uniform(shown) * (1 - Math.Exp(-Rise * fidelity / horizon)) / (1 - Math.Exp(-Rise));
    }
}
