using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>
/// What a grammar's law makes of its weights: sizes, growth, frequencies, waste. Works for every grammar, by watching its draws.
/// </summary>
public sealed record GrammarAnalysis
{
    /// <summary>Fewer samples are refused: the intervals come from ten batches of them.</summary>
    public const int FewestSamples = 100;

    private GrammarAnalysis()
    {
    }

    /// <summary>How many architectures were drawn.</summary>
    public required int Samples { get; init; }

    /// <summary>The unique nodes of an architecture.</summary>
    public required Distribution UniqueNodes { get; init; }

    /// <summary>The nodes of an architecture with every copy.</summary>
    public required Distribution ExpandedNodes { get; init; }

    /// <summary>The depth of an architecture.</summary>
    public required Distribution Depth { get; init; }

    /// <summary>The draws that an architecture took.</summary>
    public required Distribution Draws { get; init; }

    /// <summary>The part of all draws that backtracking discarded.</summary>
    public required double DiscardedDraws { get; init; }

    /// <summary>The part that it discarded of one sample's draws, in the mean.</summary>
    public required double DiscardedDrawsOfASample { get; init; }

    /// <summary>
    /// Growth rates look at parents down to this depth: half of the deepest level on which anything was drawn, so that a depth limit is
    /// far away.
    /// </summary>
    public required int MeasuredDepth { get; init; }

    /// <summary>The growth of each measure.</summary>
    public required ImmutableArray<GrowthRate> Growth { get; init; }

    /// <summary>All productions that can be drawn, by symbol, as declared.</summary>
    public required ImmutableArray<ProductionFrequency> Productions { get; init; }

    /// <summary>Which shares would keep each measure finite, for every production that leads out of a recursion; empty where none was seen.</summary>
    public required ImmutableArray<ConsistencyThreshold> Thresholds { get; init; }

    /// <summary>Draws architectures and counts.</summary>
    /// <param name="grammar">The grammar.</param>
    /// <param name="samples">How many, at least <see cref="FewestSamples"/>.</param>
    /// <param name="seed">The seed: the same grammar, number and seed give the same analysis.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The analysis.</returns>
    /// <exception cref="InputException">The grammar derives nothing for its input.</exception>
    public static GrammarAnalysis Of(Grammar grammar, int samples, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, FewestSamples);
        ImmutableArray<DerivationTally> tallies = DerivationTally.Observe(grammar, samples, seed, cancellation);
        GrowthRates growth = new(grammar, tallies);
        return new GrammarAnalysis
        {
            Samples = samples,
            UniqueNodes = DistributionOf(tally => tally.UniqueNodes),
            ExpandedNodes = DistributionOf(tally => tally.ExpandedNodes),
            Depth = DistributionOf(tally => tally.Depths),
            Draws = DistributionOf(tally => tally.Draws),
            DiscardedDraws = 1 - (tallies.Sum(tally => tally.UniqueNodes.Sum()) / tallies.Sum(tally => tally.Draws.Sum())),
            DiscardedDrawsOfASample = tallies
                .SelectMany(tally => tally.UniqueNodes.Zip(tally.Draws, (nodes, draws) => 1 - (nodes / draws))).Average(),
            MeasuredDepth = growth.Depth,
            Growth = [.. Enum.GetValues<GrowthMeasure>().Select(growth.Of)],
            Productions = [.. Frequencies(grammar, tallies)],
            Thresholds = [.. new ConsistencySearch(grammar, samples, seed, cancellation).Run(growth)],
        };

        Distribution DistributionOf(Func<DerivationTally, List<double>> values) => Distribution.Of(tallies.SelectMany(values));
    }

    /// <summary>Draws architectures and counts productions only, which is quicker.</summary>
    /// <param name="grammar">The grammar.</param>
    /// <param name="samples">How many, at least 1.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>As <see cref="Productions"/>.</returns>
    /// <exception cref="InputException">The grammar derives nothing for its input.</exception>
    public static ImmutableArray<ProductionFrequency> CountProductions(Grammar grammar, int samples, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return [.. Frequencies(grammar, DerivationTally.Observe(grammar, samples, seed, cancellation))];
    }

    private static IEnumerable<ProductionFrequency> Frequencies(Grammar grammar, ImmutableArray<DerivationTally> tallies)
    {
        foreach ((int number, SymbolDescription symbol) in grammar.Symbols.Index())
        {
            ImmutableArray<ProductionDescription> options = symbol.Options;
            double[] drawn = [.. options.Select((_, option) => (double)tallies.Sum(tally => tally.Of(number, option).Drawn))];
            double[] kept = [.. options.Select((_, option) => (double)tallies.Sum(tally => tally.Of(number, option).Kept))];
            foreach ((int option, ProductionDescription production) in options.Index())
            {
                yield return new ProductionFrequency(
                    symbol.Name,
                    production.Label,
                    grammar.PriorOf(symbol, production),
                    Part(drawn[option], drawn.Sum()),
                    Part(kept[option], kept.Sum()),
                    drawn[option] > 0 ? 1 - (kept[option] / drawn[option]) : null)
                {
                    OpenDraws = tallies.Sum(tally => tally.Of(number, option).DrawnOpen),
                };
            }
        }

        static double Part(double count, double all) => all > 0 ? count / all : 0;
    }
}
