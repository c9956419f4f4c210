using Einspace.Pruners.Halving;
using Einspace.Pruners.Hyperband;
using Einspace.Sdk;
using Einspace.Sdk.Search;

namespace Einspace.Pruners.Tests;

internal sealed class HalvingTests
{
    [TestCase(1, 4, 64, new[] { 1, 4, 16, 64 })]
    [TestCase(1, 3, 10, new[] { 1, 3, 9, 10 })]
    [TestCase(2, 2, 9, new[] { 2, 4, 8, 9 })]
    [TestCase(5, 2, 5, new[] { 5 })]
    [TestCase(1, 1000, int.MaxValue, new[] { 1, 1000, 1_000_000, 1_000_000_000, int.MaxValue })]
    public void TheLadderClimbsByEtaToTheHorizon(int minimum, int eta, int horizon, int[] rungs) =>
        Assert.That(Rungs.Ladder(minimum, eta, horizon), Is.EqualTo(rungs));

    // Li et al. (2020), figure 1: with eta 3 and rungs 1, 3, 9, one in three goes on, as soon as it is known to be.
    [Test]
    public void AshaHasOneInEtaGoOnAsSoonAsItIsKnown()
    {
        double[] quality = [0.5, 0.9, 0.1, 0.2, 0.3, 0.6, 0.8, 0.4, 0.7];
        Study study = new Study(Asha(3), 9, 9, (trial, _) => quality[trial]).Run();

        Assert.That(study.Segments, Is.EqualTo(new[]
        {
            (0, 0, 1), (1, 0, 1), (2, 0, 1), (1, 1, 3),
            (3, 0, 1), (4, 0, 1), (5, 0, 1), (5, 1, 3),
            (6, 0, 1), (6, 1, 3), (1, 3, 9), (7, 0, 1), (8, 0, 1), (8, 1, 3),
        }));
    }

    // A trial that was best when it was promoted and is not any more is no reason to promote nobody.
    [Test]
    public void TheNumberThatGoesOnFollowsTheNumberMeasured([Values(2, 3, 4)] int eta)
    {
        RandomStream random = RandomStream.Derive(5, "order");
        double[] quality = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())];
        Study study = new Study(Asha(eta), 100, eta * eta, (trial, _) => quality[trial]).Run();

        Assert.That(study.Reached.Count(fidelity => fidelity > 1), Is.GreaterThanOrEqualTo(100 / eta));
        Assert.That(study.Reached[Array.IndexOf(quality, quality.Max())], Is.EqualTo(eta * eta), "The best was left behind.");
    }

    [Test]
    public void AshaStoppingStopsAtRungsWhatIsNotAmongTheBest()
    {
        Study study = new Study(
            context => new AshaStoppingFactory().Create((object)new HalvingOptions { Eta = 2 }, context), 6, 4, (trial, _) => new[] { 5, 3, 4, 9, 1, 5 }[trial]).Run();

        // At 1, trial 0 is alone; of two, one goes on; of three one; of four two; of five two; of six three: 9, 5 and 5. At 2, of 5, 9 and
        // 5 one goes on.
        Assert.That(study.Reached, Is.EqualTo(new[] { 4, 1, 1, 4, 1, 2 }));
    }

    [Test]
    public void HyperbandDealsTrialsToBracketsThatSpendAlike()
    {
        RandomStream random = RandomStream.Derive(6, "order");
        double[] quality = [.. Enumerable.Range(0, 170).Select(_ => random.NextDouble())];
        Study study = new Study(context => new HyperbandFactory().Create((object)new HyperbandOptions(), context), 17 * 10, 9, (trial, _) => quality[trial]).Run();

        // S = 2, so 9, ceil(3/2·3) = 5 and 3 trials (Li et al. 2018, table 1 with R = 9).
        Assert.That(study.Segments.Where(segment => segment.From == 0).Take(17).Select(segment => segment.To),
            Is.EqualTo(Enumerable.Repeat(1, 9).Concat(Enumerable.Repeat(3, 5)).Concat(Enumerable.Repeat(9, 3))));
        int Spent(int first, int count) => Enumerable.Range(0, 170).Where(trial => trial % 17 >= first && trial % 17 < first + count).Sum(trial => study.Reached[trial]);
        int[] spent = [Spent(0, 9), Spent(9, 5), Spent(14, 3)];
        Assert.That(spent.Max(), Is.LessThan(1.5 * spent.Min()), string.Join(' ', spent));
    }

    [Test]
    public void WhatCannotWorkIsRefusedWithASentence()
    {
        PrunerContext context = new(Study.Objective, Horizon: 5, Trials: 3);
        Assert.That(() => new AshaFactory().Create((object)new HalvingOptions(), context),
            Throws.TypeOf<InputException>().With.Message.EqualTo(
                "pruner.eta is 4: one of 4 trials goes on, but --trials is 3, so that none would. Use a smaller eta, more trials, or --pruner none."));
        Assert.That(() => new AshaStoppingFactory().Create((object)new HalvingOptions { MinimumEpochs = 6 }, context),
            Throws.TypeOf<InputException>().With.Message.EqualTo("pruner.minimum-epochs is 6, expected at most the 5 of --epochs: no trial would ever be judged."));
    }

    private static Func<PrunerContext, IPruner> Asha(int eta) => context => new AshaFactory().Create((object)new HalvingOptions { Eta = eta }, context);
}
