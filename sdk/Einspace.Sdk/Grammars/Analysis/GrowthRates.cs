using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>Computes growth rates of what was counted.</summary>
internal sealed class GrowthRates(Grammar grammar, ImmutableArray<DerivationTally> tallies)
{
    /// <summary>The deepest level of parents that are looked at.</summary>
    public int Depth { get; } = tallies.Max(tally => tally.Deepest) / 2;

    /// <summary>Whether any recursion was seen, or there is none to see.</summary>
    public bool IsMeasurable => Measured(GrowthMeasure.Work) > 0 || MeanMatrix.Radius(ByWeights(copies: false)) == 0;

    /// <summary>The growth of a measure.</summary>
    public GrowthRate Of(GrowthMeasure measure) => new(
        measure,
        measure == GrowthMeasure.Work ? null : MeanMatrix.Radius(ByWeights(measure == GrowthMeasure.ExpandedNodes)),
        IsMeasurable
            ? Estimate.Around(Measured(measure), [.. tallies.Select(tally => MeanMatrix.Radius(DerivationTally.Means([tally], measure, Depth)))])
            : null,
        Classes(DerivationTally.Means(tallies, measure, Depth)));

    /// <summary>The radius over all classes.</summary>
    public double Measured(GrowthMeasure measure) => MeanMatrix.Radius(DerivationTally.Means(tallies, measure, Depth));

    private double[,] ByWeights(bool copies)
    {
        int size = grammar.Symbols.Count;
        double[,] means = new double[size, size];
        foreach ((int above, SymbolDescription symbol) in grammar.Symbols.Index())
        {
            foreach ((int option, ProductionDescription production) in symbol.Options.Index())
            {
                for (int below = 0; below < size; below++)
                    means[above, below] += symbol.PriorOf(production) * Children(above, option, production, below, copies);
            }
        }

        return means;
    }

    /// <summary>Measured where the production was ever kept, otherwise its slots.</summary>
    private double Children(int above, int option, ProductionDescription production, int below, bool copies)
    {
        double kept = tallies.Sum(tally => tally.Of(above, option).Kept);
        return kept > 0
            ? tallies.Sum(tally => tally.Of(above, option).Children(below, copies)) / kept
            : production.Children.Count(child => child == grammar.Symbols[below].Name);
    }

    private ImmutableSortedDictionary<string, double> Classes(double[,] means)
    {
        DerivationTypes types = tallies[0].Types;
        var classes = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (string name in types.Classes.Where(name => name.Length > 0))
        {
            double[,] within = new double[types.Count, types.Count];
            for (int i = 0; i < types.Count; i++)
            {
                for (int j = 0; j < types.Count; j++)
                    within[i, j] = types.ClassOf(i) == name && types.ClassOf(j) == name ? means[i, j] : 0;
            }

            classes[name] = MeanMatrix.Radius(within);
        }

        return classes.ToImmutable();
    }
}
