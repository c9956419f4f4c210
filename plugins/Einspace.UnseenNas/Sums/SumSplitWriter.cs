using System.Runtime.InteropServices;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.UnseenNas.Folders;
using Einspace.UnseenNas.Npy;

namespace Einspace.UnseenNas.Sums;

/// <summary>Writes splits of a digit-sum task as the official files: examples float32 [N, 3, 28, 28], labels int64 [N].</summary>
/// <param name="folder">Where to write.</param>
/// <param name="progress">Told the number of examples written since the last time.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class SumSplitWriter(string folder, Action<int> progress, CancellationToken cancellation)
{
    /// <summary>Side, in pixels, and channels of an example.</summary>
    public const int Side = 28, Channels = 3;

    private const int Area = Side * Side;

    // MNIST's usual normalisation, which the official files have behind them, in float32 like theirs.
    private static readonly float[] Normalised = [.. Enumerable.Range(0, 256).Select(grey => ((grey / 255f) - 0.1307f) / 0.3081f)];

    /// <summary>Draws and writes one split.</summary>
    /// <param name="split">Which files to write.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="random">What classes, triples and images are drawn from.</param>
    /// <param name="draw">Gives the images.</param>
    public void Write(DataSplit split, int count, RandomStream random, DigitSource draw)
    {
        long[] labels = BalancedLabels(count, random);
        using FileStream examples = new(Path.Combine(folder, FolderSplit.ExamplesFile(split)), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        new NpyHeader(NpyElement.Float32, false, false, [count, Channels, Side, Side]).Write(examples);
        byte[] image = new byte[Area];
        float[] example = new float[Channels * Area];
        for (int i = 0; i < count; i++)
        {
            if (i % 256 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress(Math.Min(256, count - i));
            }

            var triples = DigitSums.ByClass[(int)labels[i]];
            DigitTriple triple = triples[random.NextInt(triples.Length)];
            Fill(triple.Red, 0);
            Fill(triple.Green, 1);
            Fill(triple.Blue, 2);
            examples.Write(MemoryMarshal.AsBytes(example.AsSpan()));
        }

        using FileStream stream = new(Path.Combine(folder, FolderSplit.LabelsFile(split)), FileMode.CreateNew);
        NpyWriter.Write<long>(stream, new NpyHeader(NpyElement.Int64, false, false, [count]), labels);

        void Fill(int digit, int channel)
        {
            draw(digit, random, image);
            Span<float> target = example.AsSpan(channel * Area, Area);
            for (int pixel = 0; pixel < Area; pixel++)
                target[pixel] = Normalised[image[pixel]];
        }
    }

    /// <summary>Every class equally often, in random order; where the number does not divide, random classes once more.</summary>
    private static long[] BalancedLabels(int count, RandomStream random)
    {
        int[] classes = [.. Enumerable.Range(0, DigitSums.Classes)];
        random.Shuffle<int>(classes);
        long[] labels = new long[count];
        for (int i = 0; i < count; i++)
            labels[i] = classes[i % classes.Length];
        random.Shuffle<long>(labels);
        return labels;
    }
}
