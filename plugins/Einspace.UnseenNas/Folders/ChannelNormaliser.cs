using System.Numerics;
using System.Runtime.InteropServices;

namespace Einspace.UnseenNas.Folders;

/// <summary>Brings every channel of examples to the mean 0 and the deviation 1 of the training split.</summary>
/// <param name="statistics">What to normalise by.</param>
internal sealed class ChannelNormaliser(ChannelStatistics statistics)
{
    private readonly float[] _mean = [.. statistics.Mean.Select(mean => (float)mean)];
    private readonly float[] _scale = [.. statistics.Deviation.Select(deviation => (float)(1 / deviation))];

    /// <summary>Normalises an example.</summary>
    /// <param name="stored">The example as it stands in its file, channel after channel.</param>
    /// <param name="example">Receives as many numbers; may be where <paramref name="stored"/> is.</param>
    public void Normalise(ReadOnlySpan<float> stored, Span<float> example)
    {
        int area = stored.Length / _mean.Length;
        for (int channel = 0; channel < _mean.Length; channel++)
            Normalise(stored.Slice(channel * area, area), example.Slice(channel * area, area), _mean[channel], _scale[channel]);
    }

    private static void Normalise(ReadOnlySpan<float> from, Span<float> to, float mean, float scale)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(from);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(to)[..vectors.Length];
        Vector<float> means = new(mean);
        for (int i = 0; i < vectors.Length; i++)
            results[i] = (vectors[i] - means) * scale;
        for (int i = vectors.Length * Vector<float>.Count; i < from.Length; i++)
            to[i] = (from[i] - mean) * scale;
    }
}
