using Einspace.Sdk;
using Einspace.Sdk.Grammars.Analysis;

namespace Einspace.Grammar.Tests;

/// <summary>What an analysis says of einspace, checked by sampling at other depth limits (Q22).</summary>
internal sealed class AnalysisTests
{
    private const int Samples = 4000;

    private static readonly GrammarAnalysis Analysis = GrammarAnalysis.Of(Spaces.Corrected(Spaces.Image), Samples, seed: 1);

    [Test]
    public void Sampling_s_work_grows_by_the_measured_rate_for_each_level_of_the_depth_limit()
    {
        double rate = Analysis.Growth.Single(growth => growth.Measure == GrowthMeasure.Work).Measured!.Value.Value;
        Assert.That(Math.Pow(MeanDraws(0.32, 100) / MeanDraws(0.32, 60), 1 / 40.0), Is.EqualTo(rate).Within(0.01));
    }

    [Test]
    public void From_the_computed_probability_on_work_is_bounded_whatever_the_depth_limit()
    {
        double needed = Analysis.Thresholds.Single(threshold => threshold.Measure == GrowthMeasure.Work).Needed!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(needed, Is.InRange(0.33, 0.36));
            Assert.That(MeanDraws(needed + 0.04, 80) / MeanDraws(needed + 0.04, 40), Is.LessThan(1.25));
        }
    }

    [Test]
    public void From_the_computed_probability_on_copies_stop_growing_and_below_it_they_do_not()
    {
        double needed = Analysis.Thresholds.Single(threshold => threshold.Measure == GrowthMeasure.ExpandedNodes).Needed!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(needed, Is.InRange(0.55, 0.61));
            Assert.That(MeanCopies(needed + 0.05, 12) / MeanCopies(needed + 0.05, 6), Is.LessThan(1.6));
            Assert.That(MeanCopies(needed - 0.2, 12) / MeanCopies(needed - 0.2, 6), Is.GreaterThan(2.5));
        }
    }

    private static double MeanDraws(double probability, int depthLimit)
    {
        Sdk.Grammars.Grammar grammar = Build(probability, depthLimit);
        return Enumerable.Range(0, Samples).Average(i => grammar.Sample(Spaces.Random(i)).Draws);
    }

    private static double MeanCopies(double probability, int depthLimit)
    {
        Sdk.Grammars.Grammar grammar = Build(probability, depthLimit);
        return Enumerable.Range(0, Samples).Average(i => (double)grammar.Sample(Spaces.Random(i)).Architecture.ExpandedNodes);
    }

    private static Sdk.Grammars.Grammar Build(double probability, int depthLimit) => EinspaceGrammar.Build(
        Spaces.Image, new EinspaceOptions { DepthLimit = depthLimit, ComputationProbability = probability });
}
