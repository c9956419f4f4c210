using Einspace.Fidelity.Tests.Distribution;
using Einspace.Fidelity.Tests.Statistics;
using Einspace.Fidelity.Tests.Vectors;

namespace Einspace.Bench.Fidelity;

/// <summary>What trees decide and contain, against the recorded tables that count each tree once.</summary>
internal static class DecisionTable
{
    private const double FamilyLevel = 0.01;

    public static void Write(TextWriter page)
    {
        RecordedRegime[] regimes = [.. VectorFolder.Given.Regimes.Where(regime => regime.IsReadable).Select(regime => regime.Value).Where(IsTwoDimensional)];
        Level[] levels = Enum.GetValues<Level>();
        page.WriteLine("""
            ## Decisions

            The first decision of each tree at each kind of position, and which symbols trees contain, in the reference's profile against the
            recorded tables: p of χ² tests of homogeneity for the first decisions, and how many of all tests Holm's procedure refuses at 1 %.

            """);
        page.WriteLine($"| first decision at | {string.Join(" | ", regimes.Select(Words))} |");
        page.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---|", regimes.Length))}");
        (RecordedRegime Regime, Tally Tally)[] drawn = [.. regimes.Select(regime => (regime, Draw(regime)))];
        foreach (Level level in levels)
        {
            page.WriteLine($"| {Words(level)} | {string.Join(" | ", drawn.Select(d =>
                $"{ChiSquare.AreAlike(d.Tally.FirstDecisions[level], ReferenceNames.Tables(d.Regime.FirstDecisions)[level]):0.00}"))} |");
        }

        page.WriteLine($"| tests refused | {string.Join(" | ", drawn.Select(d => Refused(d.Regime, d.Tally)))} |");
        page.WriteLine();
    }

    private static string Refused(RecordedRegime regime, Tally tally)
    {
        HolmFamily family = tally.Against(ReferenceNames.Tables(regime.FirstDecisions), ReferenceNames.Tables(regime.SamplesContaining));
        return $"{family.Rejected(FamilyLevel).Count} of {family.Count}";
    }

    /// <summary>Twice as many as the reference drew, but of deep trees, which take thousands of draws each.</summary>
    private static Tally Draw(RecordedRegime regime) => Observation.Of(regime.Input, regime.DepthLimit, regime.DepthLimit > 10 ? 4_000 : 12_000).Tally;

    private static bool IsTwoDimensional(RecordedRegime regime) =>
        !regime.SamplesContaining.Values.Any(table => table.Keys.Any(symbol => symbol.StartsWith("conv1d", StringComparison.Ordinal)));

    private static string Words(RecordedRegime regime) =>
        $"{string.Join('×', regime.Input.Sizes)}, depth limit {regime.DepthLimit}, {regime.FirstDecisions["network"].Values.Sum():N0} recorded trees";

    private static string Words(Level level) => level switch
    {
        Level.Network => "the root",
        Level.FirstFn => "the first of a `seq`",
        Level.SecondFn => "the second of a `seq`",
        Level.InnerFn => "an inner module",
        Level.BranchingFn => "the way into a `branch`",
        Level.AggregationFn => "the way out of a `branch`",
        Level.PreroutingFn => "the way into a `route`",
        Level.PostroutingFn => "the way out of a `route`",
        Level.ComputationFn => "a `comp`",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };
}
