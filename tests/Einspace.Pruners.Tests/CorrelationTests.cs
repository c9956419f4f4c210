using Einspace.Pruners.Halving;
using Einspace.Pruners.Hyperband;
using Einspace.Pruners.NoPruning;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Synthetic;

namespace Einspace.Pruners.Tests;

/// <summary>
/// What halving saves and loses on scripted curves. Declared before running: 100 trials of 27 epochs, eta 4 (hyperband 3), seeds 0 to
/// 29, and others that must give the same verdicts, scores uniform on (0, 1). Regret is the best score of all 100 less the final score of the trial that has the best newest score,
/// which is what a study returns. Full training has regret 0 and spends 2,700 epochs.
/// </summary>
internal sealed class CorrelationTests
{
    private const int Trials = 100, Horizon = 27, Seeds = 30;

    [Test]
    public void FullTrainingLosesNothing()
    {
        (double regret, double share) = Measure(context => new NoPruningFactory().Create((object)new NoOptions(), context), 0.9);
        Assert.That((regret, share), Is.EqualTo((0.0, 1.0)));
    }

    [Test]
    public void AshaSpendsAFractionAndLosesLessTheMoreEarlyScoresTell([Values(0UL, 1000UL, 123_456_789UL)] ulong first)
    {
        double[] correlations = [0.3, 0.6, 0.9];
        (double Regret, double Share)[] asha = [.. correlations.Select(c => Measure(context => new AshaFactory().Create((object)new HalvingOptions(), context), c, first))];
        foreach ((double correlation, (double regret, double share)) in correlations.Zip(asha))
            TestContext.Out.WriteLine($"asha, seeds from {first}, correlation {correlation}: mean regret {regret:0.0000}, {share:P1} of full training's epochs");

        Assert.That(asha.Select(a => a.Share), Is.All.LessThan(0.5));
        Assert.That(asha[2].Regret, Is.LessThan(0.005), "At 0.9 there is a loss.");
        Assert.That(asha[2].Regret, Is.LessThan(asha[0].Regret));
        // One of the 6 or so that come to the end at random would have a regret of 1/7.
        Assert.That(asha[0].Regret, Is.LessThan(1.0 / 7));
    }

    [Test]
    public void OthersAreReportedBesideIt()
    {
        foreach (double correlation in (double[])[0.3, 0.6, 0.9])
        {
            (double stopping, double stoppingShare) = Measure(context => new AshaStoppingFactory().Create((object)new HalvingOptions(), context), correlation);
            (double band, double bandShare) = Measure(context => new HyperbandFactory().Create((object)new HyperbandOptions(), context), correlation);
            TestContext.Out.WriteLine($"asha-stopping, correlation {correlation}: mean regret {stopping:0.0000}, {stoppingShare:P1} of the epochs");
            TestContext.Out.WriteLine($"hyperband, correlation {correlation}: mean regret {band:0.0000}, {bandShare:P1} of the epochs");
            Assert.That(new[] { stoppingShare, bandShare }, Is.All.LessThan(0.5));
        }
    }

    private static (double Regret, double Share) Measure(Func<PrunerContext, IPruner> create, double correlation, ulong first = 0)
    {
        double regret = 0, epochs = 0;
        for (ulong seed = first; seed < first + Seeds; seed++)
        {
            double[] scores = new double[Trials];
            LearningCurve[] curves = new LearningCurve[Trials];
            for (int trial = 0; trial < Trials; trial++)
            {
                RandomStream random = RandomStream.Derive(seed, "curve", (ulong)trial);
                curves[trial] = new LearningCurve(scores[trial] = random.NextDouble(), correlation, random);
            }

            Study study = new Study(create, Trials, Horizon, (trial, fidelity) => curves[trial].At(fidelity, Horizon)).Run();
            int chosen = Enumerable.Range(0, Trials).MaxBy(trial => curves[trial].At(study.Reached[trial], Horizon));
            regret += (scores.Max() - scores[chosen]) / Seeds;
            epochs += (double)study.Epochs / Seeds;
        }

        return (regret, epochs / (Trials * Horizon));
    }
}
