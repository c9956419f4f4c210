namespace Einspace.Bench.Sampling;

/// <summary>
/// What sampling cost; times and draws of single samples are sorted. Single times are those of the clock; the processor's time, which
/// waiting on a busy machine does not lengthen, is known for all together.
/// </summary>
internal sealed record Measurement(double[] Microseconds, double[] Draws, double ProcessorSeconds, double BytesPerSample)
{
    public double NanosecondsPerDraw => 1e9 * ProcessorSeconds / Draws.Sum();

    public double MeanMicroseconds => 1e6 * ProcessorSeconds / Draws.Length;

    public double Median => Microseconds[Microseconds.Length / 2];
}
