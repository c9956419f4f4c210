namespace Einspace.UnseenNas.Audio;

/// <summary>Bands that sound equally wide: triangles over frequency, each from the middle of the last to the middle of the next, of area 1.</summary>
internal sealed class MelBands
{
    // Slaney's scale: mels of 200/3 Hz up to 1000 Hz, then 27 in each factor of 6.4.
    private const double Linear = 200.0 / 3, Knee = 1000, KneeMel = Knee / Linear;
    private static readonly double Logarithmic = Math.Log(6.4) / 27;

    private readonly (int First, double[] Weights)[] _bands;

    /// <summary>Spreads the bands.</summary>
    /// <param name="count">The number of bands.</param>
    /// <param name="rate">Samples in a second.</param>
    /// <param name="window">Samples of a window.</param>
    /// <param name="scale">What equally wide means.</param>
    /// <param name="lowest">Where the lowest begins, in hertz.</param>
    /// <param name="highest">Where the highest ends, in hertz.</param>
    public MelBands(int count, int rate, int window, MelScale scale, double lowest, double highest)
    {
        double bottom = ToMel(lowest, scale), range = ToMel(highest, scale) - bottom;
        double[] edges = [.. Enumerable.Range(0, count + 2).Select(edge => ToHertz(bottom + (range * edge / (count + 1)), scale))];
        _bands = [.. Enumerable.Range(0, count).Select(band => Band(edges.AsSpan(band, 3), (double)rate / window, window / 2))];
    }

    /// <summary>How many bands have no frequency of the window's: too narrow ones.</summary>
    public int Empty => _bands.Count(band => band.Weights.All(weight => weight == 0));

    /// <summary>Sums the power of each band.</summary>
    /// <param name="power">The power of each frequency.</param>
    /// <param name="bands">Filled.</param>
    public void Sum(ReadOnlySpan<double> power, Span<double> bands)
    {
        for (int band = 0; band < _bands.Length; band++)
        {
            (int first, double[] weights) = _bands[band];
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
                sum += weights[i] * power[first + i];
            bands[band] = sum;
        }
    }

    private static (int First, double[] Weights) Band(ReadOnlySpan<double> edges, double step, int last)
    {
        (double low, double middle, double high) = (edges[0], edges[1], edges[2]);
        int first = (int)Math.Ceiling(low / step), end = Math.Min(last, (int)Math.Floor(high / step));
        return (first, [.. Enumerable.Range(first, Math.Max(0, end - first + 1))
            .Select(i => Math.Max(0, Math.Min(((i * step) - low) / (middle - low), (high - (i * step)) / (high - middle))) * 2 / (high - low))]);
    }

    private static double ToMel(double hertz, MelScale scale) => scale switch
    {
        MelScale.Htk => 2595 * Math.Log10(1 + (hertz / 700)),
        _ => hertz < Knee ? hertz / Linear : KneeMel + (Math.Log(hertz / Knee) / Logarithmic),
    };

    private static double ToHertz(double mel, MelScale scale) => scale switch
    {
        MelScale.Htk => 700 * (Math.Pow(10, mel / 2595) - 1),
        _ => mel < KneeMel ? mel * Linear : Knee * Math.Exp((mel - KneeMel) * Logarithmic),
    };
}
