using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Graphs;

namespace Einspace.Synthetic;

/// <summary>
/// A score for every network, whatever its grammar: each operator, and each pair of an operator and one that uses its output, is
/// worth an amount drawn from N(0, 1), and a network's amounts are summed and divided by the sum's standard deviation. Over
/// landscapes the score of *every* network, small or large, is therefore uniform on (0, 1), so that size as such is worth nothing;
/// and a change of a few operators moves it little, so that there is something to climb. A <see cref="LandscapeShape"/> takes from that
/// or adds to it, and leaves the uniform law as it is (but for plateaus, which make it one of equally likely steps).
/// </summary>
/// <remarks>
/// Read off the network in its canonical form, never off the derivation's words: networks of equal hash score equally, to the last
/// bit, as they would when they are trained.
/// </remarks>
/// <param name="seed">Which landscape.</param>
/// <param name="shape">How hard it is to climb; null for the ordinary one.</param>
internal sealed class Landscape(ulong seed, LandscapeShape? shape = null)
{
    private const string Pair = " > ";
    private readonly LandscapeShape _shape = shape ?? LandscapeShape.Standard;
    private readonly Dictionary<string, double> _worth = [];

    /// <summary>Scores a network.</summary>
    /// <param name="network">In canonical form.</param>
    /// <returns>A number within 0 and 1.</returns>
    public double Score(ComputationGraph network)
    {
        // Equal networks may have their blocks in another order, and one block or two for equal parts: so every call counts, and what
        // is summed is ordered. Shares of the largest count, because counts of nested repetitions have no bound that can be squared.
        Dictionary<string, double> features = Features(network);
        double largest = features.Values.Max(), sum = 0, squares = 0;
        (string Feature, double Share)[] ordered =
            [.. features.OrderBy(feature => feature.Key, StringComparer.Ordinal).Select(feature => (feature.Key, feature.Value / largest))];
        foreach ((string feature, double share) in ordered)
        {
            double weight = share * (feature.Contains(Pair, StringComparison.Ordinal) ? _shape.PairWeight : _shape.SingleWeight);
            sum += weight * Worth(feature);
            squares += weight * weight;
        }

        return Reshape(Uniform(Localise(sum / Math.Sqrt(squares), ordered)));
    }

    /// <summary>Mixes in an amount of the network as a whole, which says nothing of its neighbours.</summary>
    private double Localise(double normal, (string Feature, double Share)[] network)
    {
        if (_shape.Locality >= 1)
            return normal;
        string whole = string.Join('\n', network.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Feature} {part.Share:R}")));
        double own = RandomStream.Derive(seed, $"synthetic-whole {whole}").NextNormal();
        return (Math.Sqrt(_shape.Locality) * normal) + (Math.Sqrt(1 - _shape.Locality) * own);
    }

    /// <summary>
    /// Turns the share of the networks below the best ones upside down, as trap functions do (Deb and Goldberg 1993), then cuts steps.
    /// Both keep a uniform law uniform.
    /// </summary>
    private double Reshape(double uniform)
    {
        double score = uniform < _shape.Deception ? _shape.Deception - uniform : uniform;
        return _shape.Plateaus == 0 ? score : (Math.Min(Math.Floor(score * _shape.Plateaus), _shape.Plateaus - 1) + 0.5) / _shape.Plateaus;
    }

    /// <summary>How often each operator occurs and is used by each other, all copies of repeated parts counted.</summary>
    private static Dictionary<string, double> Features(ComputationGraph network)
    {
        Dictionary<string, double> features = [];
        double[] calls = new double[network.Blocks.Length];
        calls[^1] = 1;
        for (int i = calls.Length - 1; i >= 0; i--)
        {
            GraphBlock block = network.Blocks[i];
            List<string> makers = [.. Enumerable.Repeat("input", block.Inputs.Length)];
            foreach (GraphNode node in block.Nodes)
            {
                if (node.Operator is Operator.Call call)
                    calls[call.Block] += calls[i];
                string name = Name(node.Operator);
                Count(name, calls[i]);
                foreach (int input in node.Inputs)
                    Count($"{makers[input]}{Pair}{name}", calls[i]);
                makers.AddRange(Enumerable.Repeat(name, node.Outputs.Length));
            }

            foreach (int output in block.Outputs)
                Count($"{makers[output]}{Pair}output", calls[i]);
        }

        return features;

        void Count(string feature, double times) => features[feature] = features.GetValueOrDefault(feature) + times;
    }

    /// <summary>
    /// An operator by what an architecture chooses and not by what follows from the shape before it: else a change of one width would
    /// move all that comes after.
    /// </summary>
    private static string Name(Operator op) => op switch
    {
        Operator.Linear linear => $"linear({linear.OutFeatures})",
        Operator.Conv2d conv => $"conv2d({conv.OutChannels},{conv.Kernel},{conv.Stride},{conv.Padding})",
        Operator.LayerNorm => "layer-norm",
        Operator.BatchNorm => "batch-norm",
        Operator.Reshape => "reshape",
        Operator.Parameter => "parameter",
        Operator.Call => "repeated",
        _ => op.ToString(),
    };

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

    private double Worth(string feature)
    {
        if (!_worth.TryGetValue(feature, out double worth))
            _worth.Add(feature, worth = RandomStream.Derive(seed, $"synthetic-worth {feature}").NextNormal());
        return worth;
    }
}
