using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;

namespace Einspace.Synthetic;

/// <summary>
/// A score for every derivation, whatever its grammar: each pair of a production and its child's production is worth an amount
/// drawn from N(0, 1), and the amounts of a tree's pairs are summed and divided by the sum's standard deviation. Over landscapes
/// the score of *every* architecture, small or large, is therefore uniform on (0, 1), so that size as such is worth nothing; and a
/// change of a few pairs moves it little, so that there is something to climb.
/// </summary>
internal sealed class Landscape(ulong seed)
{
    private readonly Dictionary<string, double> _worth = [];

    /// <summary>Scores an architecture.</summary>
    /// <returns>A number within 0 and 1.</returns>
    public double Score(Architecture architecture)
    {
        Dictionary<string, int> pairs = new() { [$"> {Name(architecture.Root)}"] = 1 };
        Stack<DerivationNode> open = new([architecture.Root]);
        while (open.TryPop(out DerivationNode? node))
        {
            string name = Name(node);
            foreach (DerivationChild child in node.Children)
            {
                string pair = $"{name} > {Name(child.Node)}";
                pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
                open.Push(child.Node);
            }
        }

        double sum = pairs.Sum(pair => pair.Value * Worth(pair.Key));
        return Uniform(sum / Math.Sqrt(pairs.Values.Sum(count => (double)count * count)));
    }

    /// <summary>
    /// The normal distribution function in the logistic approximation (Bowling et al. 2009), which errs by less than 2e-4 and is
    /// strictly within (0, 1) for all that can occur.
    /// </summary>
    public static double Uniform(double z) => 1.0 / (1.0 + Math.Exp(-((0.07056 * z * z * z) + (1.5976 * z))));

    /// <summary>The inverse of <see cref="Uniform"/>: the one real root of a cubic.</summary>
    public static double Normal(double u)
    {
        const double Cubic = 0.07056, Linear = 1.5976;
        double logit = Math.Log(u / (1 - u));
        double scale = Math.Sqrt(Linear / (3 * Cubic));
        return 2 * scale * Math.Sinh(Math.Asinh(3 * logit / (2 * Linear * scale)) / 3);
    }

    private static string Name(DerivationNode node) => node.Arguments.IsEmpty
        ? node.Production
        : $"{node.Production}({string.Join(',', node.Arguments.Select(a => a.ToString(CultureInfo.InvariantCulture)))})";

    private double Worth(string pair)
    {
        if (!_worth.TryGetValue(pair, out double worth))
            _worth.Add(pair, worth = RandomStream.Derive(seed, $"synthetic-worth {pair}").NextNormal());
        return worth;
    }
}
