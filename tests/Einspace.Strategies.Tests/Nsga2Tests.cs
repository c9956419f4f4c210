using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.Evolution;
using Einspace.Strategies.Nsga2;
using Einspace.Synthetic;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class Nsga2Conformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new Nsga2Factory().Create((object)new Nsga2Options { Population = 2, Costs = [NetworkCost.MultiplyAdds, NetworkCost.ActivationMemory] }, context);
}

internal sealed class Nsga2Tests
{
    private static readonly Architecture Any = ToyGrammar.Endless.Parse("relu");

    [Test]
    public void TheFrontIsWhatNobodyDominates()
    {
        ParetoPopulation population = new(10);
        foreach ((int number, double x, double y) in new[] { (0, 1.0, 5.0), (1, 2, 2), (2, 3, 3), (3, 5, 1), (4, 1, 4), (5, 3, 3) })
            population.Join(Member(number, x, y));

        Assert.That(population.Front.Select(member => member.Number), Is.EqualTo(new[] { 3, 2, 5, 0 }), "trials 2 and 5 are equal: neither dominates");
    }

    [Test]
    public void TheMostCrowdedOfTheLastFrontLeaves()
    {
        ParetoPopulation population = new(5);
        foreach ((int number, double x, double y) in new[] { (0, 0.0, 10.0), (1, 4, 6), (2, 5, 5), (3, 6, 4), (4, 10, 0), (5, 1, 1) })
            population.Join(Member(number, x, y));
        Assert.That(population.Front.Select(member => member.Number), Is.EquivalentTo(new[] { 0, 1, 2, 3, 4 }), "the dominated one left");

        population.Join(Member(6, 1.5, 8.5));
        Assert.That(population.Front.Select(member => member.Number), Is.EquivalentTo(new[] { 0, 1, 3, 4, 6 }), "2 has the nearest neighbours");
    }

    [Test]
    public void ParentsComeFromTheFirstFronts()
    {
        ParetoPopulation population = new(2);
        population.Join(Member(0, 1, 1));
        population.Join(Member(1, 2, 2));
        RandomStream random = RandomStream.Derive(0, "tournament");
        double share = Enumerable.Range(0, 2000).Count(_ => population.Winner(random).Number == 1) / 2000.0;

        Assert.That(share, Is.EqualTo(0.75).Within(4 * Math.Sqrt(0.75 * 0.25 / 2000)), "the better one of two draws of two");
    }

    [Test]
    public void EveryObjectiveOfTheStudyCountsInItsDirection()
    {
        Objective[] objectives = [new("accuracy", Direction.Maximise), new("loss", Direction.Minimise)];
        SearchSpace space = new(ToyGrammar.Endless, ToyGrammar.Task, new Limits());
        ISearchStrategy strategy = new Nsga2Factory().Create((object)new Nsga2Options { Costs = [], Population = 2 }, new StrategyContext(space, [.. objectives], 100, []));
        // The second is dominated; the third trades accuracy for loss.
        (double Accuracy, double Loss)[] values = [(0.9, 0.5), (0.8, 0.6), (0.5, 0.1)];
        for (int number = 0; number < values.Length; number++)
        {
            Proposal proposal = ((ProposalOutcome.Proposed)strategy.Propose(new ProposalContext(number, RandomStream.Derive(0, "proposal", (ulong)number), 0), default)).Proposal;
            string hash = space.Realise(proposal.Architecture).Hash;
            strategy.Apply(new StudyEvent.Proposed(number, proposal, hash));
            strategy.Apply(new StudyEvent.Finished(new Trial
            {
                Number = number,
                State = TrialState.Completed,
                Proposal = proposal,
                GraphHash = hash,
                Metrics = ImmutableSortedDictionary<string, double>.Empty.Add("accuracy", values[number].Accuracy).Add("loss", values[number].Loss),
            }));
        }

        IEnumerable<int> parents = Enumerable.Range(0, 40).SelectMany(i =>
            ((ProposalOutcome.Proposed)strategy.Propose(new ProposalContext(3, RandomStream.Derive(1, "proposal", (ulong)i), 0), default)).Proposal.Parents);
        Assert.That(parents.Distinct(), Is.EquivalentTo(new[] { 0, 2 }));
    }

    /// <summary>
    /// Declared beforehand: 12 landscapes, 200 trials, the area that score and logarithm of parameters dominate, larger than random
    /// search's on at least 10 (a sign test at the level 0.02).
    /// </summary>
    [Test]
    public void ItDominatesMoreThanRandomSearchDoes()
    {
        int wins = Enumerable.Range(0, 12).Count(seed =>
        {
            double nsga2 = Hypervolume((ulong)seed, context => new Nsga2Factory().Create((object)new Nsga2Options(), context));
            double random = Hypervolume((ulong)seed, StrategyCase.Random.Create);
            TestContext.Out.WriteLine($"{seed}: {nsga2:F3}, random {random:F3}");
            return nsga2 > random;
        });

        Assert.That(wins, Is.GreaterThanOrEqualTo(10));
    }

    [Test]
    public void OneObjectiveIsRefused() => Assert.That(
        () => new Study(ToyGrammar.Endless, 100, context => new Nsga2Factory().Create((object)new Nsga2Options { Costs = [] }, context)),
        Throws.TypeOf<InputException>().With.Message.Contains("expected two objectives at least"));

    [Test]
    public void ACostThatIsAnObjectiveIsRefused() => Assert.That(
        () => Create([NetworkCost.MultiplyAdds], Study.Objective, new(CostMetric.MultiplyAdds, Direction.Minimise)),
        Throws.TypeOf<InputException>().With.Message.EqualTo("strategy.costs is [multiply-adds], but multiply-adds is an objective of the study already: leave it out of one of them."));

    [Test]
    public void CostsByDefaultAreThoseOfAStudyWithOneObjective()
    {
        Assert.That(() => Create(null, Study.Objective), Throws.Nothing);
        Assert.That(() => Create(null, Study.Objective, new(CostMetric.Parameters, Direction.Minimise)), Throws.Nothing, "not twice");
    }

    [Test]
    public void ACostNamedTwiceIsRefused() => Assert.That(
        () => new Study(ToyGrammar.Endless, 100, context => new Nsga2Factory().Create((object)new Nsga2Options { Costs = [NetworkCost.Parameters, NetworkCost.Parameters] }, context)),
        Throws.TypeOf<InputException>().With.Message.Contains("expected each cost once"));

    private static ISearchStrategy Create(ImmutableArray<NetworkCost>? costs, params Objective[] objectives) => new Nsga2Factory().Create(
        (object)new Nsga2Options { Costs = costs }, new StrategyContext(new SearchSpace(ToyGrammar.Endless, ToyGrammar.Task, new Limits()), [.. objectives], 100, []));

    /// <summary>The area dominated within scores of 0 to 1 and parameters of 1 to 10^5, in shares of it.</summary>
    private static double Hypervolume(ulong seed, Func<StrategyContext, ISearchStrategy> create)
    {
        Landscape landscape = new(seed);
        Study study = new(ToyGrammar.Endless, 200, create);
        List<(double Score, double Cost)> points = [];
        for (int number = 0; number < 200; number++)
        {
            Architecture architecture = study.Propose().Architecture;
            double score = landscape.Score(study.Space.Realise(architecture).Graph);
            study.Finish(number, score);
            points.Add((score, Math.Log10(1 + (double)study.Space.Realise(architecture).Costs.Parameters) / 5));
        }

        (double area, double best) = (0, 1);
        foreach ((double score, double cost) in points.OrderByDescending(point => point.Score).ThenBy(point => point.Cost).Where(point => point.Cost <= 1))
        {
            area += score * Math.Max(0, best - cost);
            best = Math.Min(best, cost);
        }

        return area;
    }

    private static Population.Member Member(int number, double x, double y) => new(number, Any, [x, y]);
}
