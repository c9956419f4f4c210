using Einspace.Sdk;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Triples;

/// <summary>Composes the examples of a task of three digits, [3, 28, 28].</summary>
/// <param name="rule">How three digits make a label.</param>
internal sealed class TripleComposer(DigitRule rule)
{
    private const int Area = 28 * 28;

    // MNIST's usual normalisation, which the official files have behind them, in float32 like theirs.
    private static readonly float[] Normalised = [.. Enumerable.Range(0, 256).Select(grey => ((grey / 255f) - 0.1307f) / 0.3081f)];

    /// <summary>Writes a split: classes balanced, triple uniform in its class.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="random">What classes, triples and images are drawn from.</param>
    /// <param name="draw">Gives the images.</param>
    public void Write(ExampleWriter writer, RandomStream random, DigitSource draw)
    {
        byte[] image = new byte[Area];
        foreach (long label in BalancedLabels.Draw(writer.Count, rule.ByClass.Length, random))
        {
            var triples = rule.ByClass[(int)label];
            DigitTriple triple = triples[random.NextInt(triples.Length)];
            Fill(triple.Red, 0);
            Fill(triple.Green, 1);
            Fill(triple.Blue, 2);
            writer.Add(label);
        }

        void Fill(int digit, int channel)
        {
            draw(digit, random, image);
            Span<float> target = writer.Example.Slice(channel * Area, Area);
            for (int pixel = 0; pixel < Area; pixel++)
                target[pixel] = Normalised[image[pixel]];
        }
    }
}
