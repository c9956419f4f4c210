using System.Globalization;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;

namespace Einspace.Synthetic;

/// <summary>
/// A score for every derivation, whatever its grammar: each pair of a production and its child's production is worth a fixed
/// random amount, and the score is a logistic function of the pairs' *mean*, so that size as such is worth nothing and a local
/// change moves the score a little (more in small trees, less in large ones).
/// </summary>
internal sealed class Landscape(ulong seed)
{
    // The mean of n independent amounts has standard deviation 1/√n; for the ten or so pairs of a median einspace tree, 4 spreads
    // scores over most of (0, 1).
    private const double Steepness = 4.0;
    private readonly Dictionary<string, double> _worth = [];

    /// <summary>Scores an architecture.</summary>
    /// <returns>A number within 0 and 1.</returns>
    public double Score(Architecture architecture)
    {
        double sum = Worth($"> {Name(architecture.Root)}");
        int pairs = 1;
        Stack<DerivationNode> open = new([architecture.Root]);
        while (open.TryPop(out DerivationNode? node))
        {
            string name = Name(node);
            foreach (DerivationChild child in node.Children)
            {
                sum += Worth($"{name} > {Name(child.Node)}");
                pairs++;
                open.Push(child.Node);
            }
        }

        return 1.0 / (1.0 + Math.Exp(-Steepness * sum / pairs));
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
