using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>
/// Finds the least share of a production with which a growth rate is below 1, by sampling the grammar with other shares. It only looks
/// upwards: below the declared shares sampling may take for ever.
/// </summary>
internal sealed class ConsistencySearch(Grammar grammar, int samples, ulong seed, CancellationToken cancellation)
{
    private const int MostSamples = 5000;
    private const double Tolerance = 0.01;
    private const double LargestProbability = 0.99;
    private const double LargestFactor = 1000;

    private readonly Dictionary<(int Symbol, int Option, double Share), GrowthRates> _known = [];

    /// <summary>The thresholds of all measures, for every production that leads out of a recursion.</summary>
    public IEnumerable<ConsistencyThreshold> Run(GrowthRates declared)
    {
        if (!declared.IsMeasurable)
            yield break;
        foreach ((int number, SymbolDescription symbol) in grammar.Symbols.Index())
        {
            ImmutableArray<ProductionDescription> options = symbol.Options;
            if (options.Length < 2 || !symbol.Productions.Any(LeadsTo))
                continue;
            foreach ((int option, ProductionDescription production) in options.Index().Where(option => !LeadsTo(option.Item)))
            {
                foreach (GrowthMeasure measure in Enum.GetValues<GrowthMeasure>())
                {
                    double share = production.Probability ?? production.Weight;
                    double? needed = declared.Measured(measure) < 1 ? share : Search(number, option, production, measure);
                    yield return new ConsistencyThreshold(
                        symbol.Name, production.Label, production.Probability is not null, share, measure, needed);
                }
            }

            bool LeadsTo(ProductionDescription production) => Reached(production).Contains(symbol.Name);
        }
    }

    /// <summary>The symbols that can stand below a production.</summary>
    private HashSet<string> Reached(ProductionDescription production)
    {
        HashSet<string> reached = [];
        Stack<string> open = new(production.Children);
        while (open.TryPop(out string? name))
        {
            if (!reached.Add(name))
                continue;
            foreach (ProductionDescription below in grammar.Symbols.First(symbol => symbol.Name == name).Options)
            {
                foreach (string child in below.Children)
                    open.Push(child);
            }
        }

        return reached;
    }

    private double? Search(int symbol, int option, ProductionDescription production, GrowthMeasure measure)
    {
        double low = production.Probability ?? production.Weight;
        double fixedOthers = grammar.Symbols[symbol].Options.Sum(other => other.Probability ?? 0) - (production.Probability ?? 0);
        double high = production.Probability is null ? low * LargestFactor : LargestProbability - fixedOthers;
        if (high <= low || Radius(high) >= 1)
            return null;
        while (high - low > Tolerance * high)
        {
            double middle = production.Probability is null ? Math.Sqrt(low * high) : (low + high) / 2;
            (low, high) = Radius(middle) < 1 ? (low, middle) : (middle, high);
        }

        return high;

        double Radius(double share)
        {
            if (!_known.TryGetValue((symbol, option, share), out GrowthRates? growth))
            {
                Grammar changed = grammar.Reweigh((declared, other) =>
                    declared.Name == grammar.Symbols[symbol].Name && other.Label == production.Label ? share : other.Probability ?? other.Weight);
                growth = new GrowthRates(changed, DerivationTally.Observe(changed, Math.Min(samples, MostSamples), seed, cancellation));
                _known.Add((symbol, option, share), growth);
            }

            return growth.Measured(measure);
        }
    }
}
