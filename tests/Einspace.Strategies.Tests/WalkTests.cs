using Einspace.Sdk;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.LocalSearch;
using Einspace.Strategies.SimulatedAnnealing;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class LocalSearchConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new LocalSearchFactory().Create((object)new LocalSearchOptions(), context);
}

[TestFixture]
internal sealed class ImpatientLocalSearchConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new LocalSearchFactory().Create((object)new LocalSearchOptions { Starts = 3, Patience = 1, RepeatTries = 2 }, context);
}

[TestFixture]
internal sealed class SimulatedAnnealingConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new SimulatedAnnealingFactory().Create((object)new SimulatedAnnealingOptions { InitialTemperature = 5 }, context);
}

internal sealed class WalkTests
{
    [Test]
    public void AClimbStartsAtTheBestOfItsStartsAndStepsToWhatIsAsGood()
    {
        Study study = Climb(starts: 3, patience: 100);
        double[] scores = [0.1, 0.5, 0.3, 0.4, 0.5, 0.7, 0.6];
        Proposal[] proposals = study.Run(8, number => number < scores.Length ? scores[number] : 0);

        Assert.That(proposals.Select(p => p.Operator), Is.EqualTo(Enumerable.Repeat("sample", 3).Concat(Enumerable.Repeat("mutate", 5))));
        Assert.That(proposals.Skip(3).Select(p => p.Parents[0]), Is.EqualTo(new[] { 1, 1, 4, 5, 5 }));
    }

    [Test]
    public void WhenPatienceEndsAnotherClimbBegins()
    {
        Study study = Climb(starts: 2, patience: 3);
        Proposal[] proposals = study.Run(9, number => number == 0 ? 0.9 : 0.1);

        Assert.That(proposals.Select(p => p.Operator), Is.EqualTo(new[]
        {
            "sample", "sample", "mutate", "mutate", "mutate", "sample", "sample", "mutate", "mutate",
        }));
        Assert.That(proposals.Skip(7).Select(p => p.Parents[0]), Is.EqualTo(new[] { 5, 7 }), "the second climb knows nothing of the first");
    }

    [Test]
    public void AMutantOfAClimbThatWasGivenUpChangesNothing()
    {
        Study study = Climb(starts: 1, patience: 2);
        study.Run(1, _ => 0.5);
        for (int i = 0; i < 3; i++)
            study.Propose();
        study.Finish(1, 0.1);
        study.Finish(2, null);
        study.Finish(3, 1.0);

        Assert.That(study.Propose().Operator, Is.EqualTo("sample"));
    }

    [Test]
    public void WhereNoMutantIsNewTheWalkStartsAgain()
    {
        Study study = new(ToyGrammar.Finite(4), 1000, context => new LocalSearchFactory().Create((object)new LocalSearchOptions { Starts = 1, Patience = 1000 }, context));
        Proposal[] proposals = study.Run(4, _ => 0.5);

        Assert.That(proposals.Select(p => p.Architecture.Text), Is.Unique);
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Exhausted));
    }

    [Test]
    public void AWalkStartsAtItsSeeds()
    {
        Study study = new(ToyGrammar.Endless, 1000, context => new LocalSearchFactory().Create((object)new LocalSearchOptions { Starts = 5 }, context), "relu", "norm");
        study.Propose();
        study.Propose();
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Wait));
        study.Finish(1, 0.5);

        Assert.That(study.Propose().Parents, Is.EqualTo(new[] { 1 }));
    }

    /// <summary>
    /// With temperatures of one standard deviation a loss of d is accepted with probability exp(−d): of 2,000 mutants that are all a
    /// deviation worse than their parent, 0.37 are stepped to. Bounds: 4 standard errors.
    /// </summary>
    [Test]
    public void WorseNetworksAreAcceptedByTheirTemperature()
    {
        AnnealingRule rule = new(1, 1) { Starts = 1, RepeatTries = 1 };
        RandomStream random = RandomStream.Derive(0, "annealing");
        double share = Enumerable.Range(0, 2000).Count(_ => rule.Accepts(-0.2, 0.2, 0.5, random.NextDouble())) / 2000.0;

        Assert.That(share, Is.EqualTo(Math.Exp(-1)).Within(4 * Math.Sqrt(0.37 * 0.63 / 2000)));
    }

    [TestCase(0.0, 1.0)]
    [TestCase(0.5, 0.1)]
    [TestCase(1.0, 0.01)]
    [TestCase(3.0, 0.01)]
    public void TheTemperatureFallsGeometrically(double progress, double temperature)
    {
        AnnealingRule rule = new(1, 0.01) { Starts = 1, RepeatTries = 1 };
        double border = Math.Exp(-1);

        Assert.That(rule.Accepts(-temperature * 2, 2, progress, border - 1e-9), Is.True);
        Assert.That(rule.Accepts(-temperature * 2, 2, progress, border + 1e-9), Is.False);
    }

    [Test]
    public void AHotWalkWandersAndAColdOneStays()
    {
        int Places(double temperature)
        {
            Study study = new(ToyGrammar.Endless, 1000, context => new SimulatedAnnealingFactory().Create(
                (object)new SimulatedAnnealingOptions { InitialTemperature = temperature, FinalTemperature = temperature, Starts = 2 }, context));
            return study.Run(100, number => 1.0 / (number + 1)).SelectMany(p => p.Parents).Distinct().Count();
        }

        Assert.That(Places(1e-6), Is.EqualTo(1));
        Assert.That(Places(1000), Is.GreaterThan(50));
    }

    [Test]
    public void ATemperatureThatRisesIsRefused() => Assert.That(
        () => new Study(ToyGrammar.Endless, 100, context => new SimulatedAnnealingFactory().Create((object)new SimulatedAnnealingOptions { InitialTemperature = 0.5, FinalTemperature = 1 }, context)),
        Throws.TypeOf<InputException>().With.Message.EqualTo("strategy.final-temperature is 1, expected at most the initial temperature of 0.5."));

    private static Study Climb(int starts, int patience) => new(
        ToyGrammar.Endless, 1000, context => new LocalSearchFactory().Create((object)new LocalSearchOptions { Starts = starts, Patience = patience }, context));
}
