namespace Einspace.UnseenNas.Audio;

/// <summary>Gives sound another rate: a sinc under a Hann window, with all that the lower of the two rates cannot tell taken away.</summary>
internal sealed class Resampler
{
    // Zeros of the sinc on each side.
    private const int Zeros = 16;

    private readonly int _up, _down, _half;
    private readonly float[][] _weights;

    /// <summary>Prepares the weights of samples.</summary>
    /// <param name="from">The rate of what there is.</param>
    /// <param name="to">The rate that is wanted.</param>
    public Resampler(int from, int to)
    {
        int common = (int)System.Numerics.BigInteger.GreatestCommonDivisor(from, to);
        (_up, _down) = (to / common, from / common);
        double cutoff = Math.Min(1, (double)to / from);
        _half = (int)Math.Ceiling(Zeros / cutoff);
        _weights = [.. Enumerable.Range(0, _up).Select(phase => Weights((double)phase / _up, cutoff))];
    }

    /// <summary>The first samples at the new rate; silence before and after what there is.</summary>
    /// <param name="samples">What there is.</param>
    /// <param name="count">How many are wanted.</param>
    public float[] Resample(float[] samples, int count)
    {
        if (_up == 1 && _down == 1)
            return samples[..count];
        float[] resampled = new float[count];
        for (int i = 0; i < count; i++)
        {
            long place = (long)i * _down;
            int first = (int)(place / _up) - _half + 1;
            float[] weights = _weights[(int)(place % _up)];
            int from = Math.Max(0, -first), to = Math.Min(weights.Length, samples.Length - first);
            double sum = 0;
            for (int k = from; k < to; k++)
                sum += weights[k] * samples[first + k];
            resampled[i] = (float)sum;
        }

        return resampled;
    }

    /// <summary>The weights of the samples around a place.</summary>
    /// <param name="fraction">How far the place is behind a sample, in samples.</param>
    /// <param name="cutoff">The highest frequency that is kept, as a share of the highest that there may be.</param>
    private float[] Weights(double fraction, double cutoff)
    {
        float[] weights = new float[2 * _half];
        for (int k = 0; k < weights.Length; k++)
        {
            double distance = k - _half + 1 - fraction, angle = Math.PI * cutoff * distance;
            double sinc = angle == 0 ? 1 : Math.Sin(angle) / angle;
            weights[k] = (float)(cutoff * sinc * Math.Pow(Math.Cos(Math.PI * distance / (2.0 * _half)), 2));
        }

        return weights;
    }
}
