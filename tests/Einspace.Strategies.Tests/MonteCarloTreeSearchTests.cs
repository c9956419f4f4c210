using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.MonteCarloTreeSearch;
using Einspace.Strategies.Tests.Verdicts;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class MonteCarloTreeSearchConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new MonteCarloTreeSearchFactory().Create((object)new MonteCarloTreeSearchOptions(), context);
}

[TestFixture]
internal sealed class SmallMonteCarloTreeSearchConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) => new MonteCarloTreeSearchFactory().Create(
        (object)new MonteCarloTreeSearchOptions { Completions = 1, Tries = 1, MaxNodes = 3, AmafTrials = 0, VirtualLoss = 0, MaxShare = 1 }, context);
}

internal sealed class MonteCarloTreeSearchTests
{
    /// <summary>
    /// Random search without repeats needs 50,000 evaluations in the median, for the optimum is uniform among the 100,000. Declared
    /// beforehand: 9 planted optima, a score of matches with a bonus for neighbours that both match, at most half.
    /// </summary>
    [Test]
    public void APlantedOptimumIsFoundWithAFractionOfRandomSearchsEvaluations()
    {
        int[] evaluations = [.. Enumerable.Range(Contest.First, 9).Select(EvaluationsToTheOptimum)];
        Array.Sort(evaluations);
        TestContext.Out.WriteLine(string.Join(' ', evaluations));

        Assert.That(evaluations[4], Is.LessThanOrEqualTo(25_000));
    }

    [Test]
    public void OnlyTheRanksOfScoresCount()
    {
        string[] linear = Texts(New(new MonteCarloTreeSearchOptions()).Run(60, number => number * 37 % 61));
        string[] curved = Texts(New(new MonteCarloTreeSearchOptions()).Run(60, number => Math.Exp((number * 37 % 61) - 30)));

        Assert.That(curved, Is.EqualTo(linear));
    }

    [Test]
    public void AFailureIsWorthLittleSoThatItsKindBecomesRare()
    {
        int Failures(Func<StrategyContext, ISearchStrategy> create)
        {
            Study study = new(ToyGrammar.Endless, 1000, create);
            return Enumerable.Range(0, 100).Count(_ =>
            {
                bool fails = study.Propose().Architecture.Text.Contains("softmax", StringComparison.Ordinal);
                study.Finish(study.Proposals - 1, fails ? null : 0.5);
                return fails;
            });
        }

        int random = Failures(StrategyCase.Random.Create);
        int learnt = Failures(context => new MonteCarloTreeSearchFactory().Create((object)new MonteCarloTreeSearchOptions(), context));
        Assert.That(learnt, Is.LessThan(random / 2), $"of 100 trials {random} failed in random search, {learnt} here");
    }

    [Test]
    public void OutstandingTrialsSendTheNextOnesElsewhere()
    {
        int Ways(double virtualLoss)
        {
            Study study = New(new MonteCarloTreeSearchOptions { VirtualLoss = virtualLoss }, PlantedGrammar.Chain);
            for (int i = 0; i < 60; i++)
                study.Finish(i, study.Propose().Architecture.Text.StartsWith("chain(linear(3)", StringComparison.Ordinal) ? 1 : 0);
            return Enumerable.Range(0, 12).Select(_ => study.Propose().Architecture.Root.Children[0].Node.Arguments[0]).Distinct().Count();
        }

        Assert.That(Ways(0), Is.EqualTo(1));
        Assert.That(Ways(1), Is.GreaterThan(3));
    }

    [Test]
    public void EveryNetworkOfASmallSpaceIsProposedOnceAndThenNothing()
    {
        Study study = New(new MonteCarloTreeSearchOptions(), ToyGrammar.Finite(7));
        Proposal[] proposals = study.Run(7, number => number);

        Assert.That(Texts(proposals), Is.Unique);
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Exhausted));
    }

    [Test]
    public void AWayThatLeadsNowhereIsClosedUpToWhereItBegan()
    {
        Study study = New(new MonteCarloTreeSearchOptions(), PlantedGrammar.Trap);
        Proposal[] proposals = study.Run(3, _ => 0.5);

        Assert.That(Texts(proposals), Is.EquivalentTo(new[] { "linear(1)", "linear(2)", "linear(3)" }));
        Assert.That(proposals[0].Tag, Is.EqualTo("0.0!"));
        Assert.That(proposals.Skip(1).Select(p => p.Tag), Is.All.Null);
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Exhausted));
    }

    // The time of a proposal goes into seeing which networks completions are. Where the best ones have been proposed, and the tree has to
    // close their other derivations one after the other, it must not look at many for each. Counted, for clocks of busy machines lie.
    [Test]
    public void ClosingTheOtherDerivationsOfKnownNetworksTakesFewOfThem()
    {
        int lowered = 0;
        Study study = new(
            PlantedGrammar.Padded(() => lowered++), 600, context => new MonteCarloTreeSearchFactory().Create((object)new MonteCarloTreeSearchOptions(), context));
        int before = 0, barren = 0;
        for (int number = 0; number < 600; number++)
        {
            if (number == 300)
                before = lowered;
            Proposal proposal = study.Propose();
            barren += number >= 300 ? (proposal.Tag ?? "").Count(c => c == '!') : 0;
            study.Finish(number, Move.Of(proposal.Architecture).Sum(move => move.Label.Length));
        }

        TestContext.Out.WriteLine($"{lowered - before} derivations lowered, {barren} choices closed");
        Assert.That(barren, Is.GreaterThan(100));
        Assert.That(lowered - before, Is.LessThan(25 * barren));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void ANetworkMetAgainByAnotherDerivationIsNotTriedAgain(bool transpositions)
    {
        Study study = New(new MonteCarloTreeSearchOptions { Transpositions = transpositions }, PlantedGrammar.Sums);
        Proposal[] proposals = study.Run(6, number => number);

        Assert.That(proposals.Select(p => study.Space.Realise(p.Architecture).Hash), Is.Unique);
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Exhausted));
        Assert.That(proposals.Any(p => p.Tag?.Contains('=', StringComparison.Ordinal) ?? false), Is.EqualTo(transpositions));
    }

    [Test]
    public void TheTreeStopsGrowingAtItsBound()
    {
        Study study = New(new MonteCarloTreeSearchOptions { MaxNodes = 2, Tries = 8 }, PlantedGrammar.Sums);
        IEnumerable<string> tags = study.Run(6, number => number).Select(p => p.Tag).OfType<string>().SelectMany(tag => tag.Split(' '));

        Assert.That(tags.Select(tag => tag[..tag.IndexOf('.', StringComparison.Ordinal)]).Distinct(), Is.SubsetOf(new[] { "0", "1" }).And.Not.Empty);
    }

    [Test]
    public void NothingThatBreaksALimitIsProposed()
    {
        SearchSpace space = new(ToyGrammar.Endless, ToyGrammar.Task, new Limits { MaxParameters = 100 });
        ISearchStrategy strategy = new MonteCarloTreeSearchFactory().Create((object)new MonteCarloTreeSearchOptions(), new StrategyContext(space, [Study.Objective], 100, []));
        for (int number = 0; number < 100; number++)
        {
            ProposalOutcome outcome = strategy.Propose(new ProposalContext(number, RandomStream.Derive(0, "proposal", (ulong)number), number), default);
            Network network = space.Realise(((ProposalOutcome.Proposed)outcome).Proposal.Architecture);
            Assert.That(network.Violation, Is.Null);
            strategy.Apply(new StudyEvent.Proposed(number, ((ProposalOutcome.Proposed)outcome).Proposal, network.Hash));
        }
    }

    [Test]
    public void SeedsComeFirstAlsoWhereTheGrammarWouldNotDrawThem()
    {
        Study study = new(ToyGrammar.Endless, 100, context => new MonteCarloTreeSearchFactory().Create((object)new MonteCarloTreeSearchOptions(), context), "relu", "seq(linear(32), norm)");
        Proposal[] proposals = study.Run(20, number => 1.0 / (number + 1));

        Assert.That(Texts(proposals).Take(2), Is.EqualTo(new[] { "relu", "seq(linear(32), norm)" }));
        Assert.That(proposals.Skip(2).Select(p => p.Operator), Is.All.EqualTo("tree"));
    }

    private static int EvaluationsToTheOptimum(int seed)
    {
        RandomStream random = RandomStream.Derive((ulong)seed, "planted");
        long[] optimum = [.. Enumerable.Range(0, 5).Select(_ => 1L + random.NextInt(10))];
        Study study = New(new MonteCarloTreeSearchOptions(), PlantedGrammar.Chain);
        for (int number = 0; ; number++)
        {
            bool[] matches = [.. study.Propose().Architecture.Root.Children.Select((child, i) => child.Node.Arguments[0] == optimum[i])];
            double score = matches.Count(match => match) + (0.5 * matches.Zip(matches.Skip(1)).Count(pair => pair.First && pair.Second));
            study.Finish(number, score);
            if (matches.All(match => match))
                return number + 1;
        }
    }

    private static string[] Texts(Proposal[] proposals) => [.. proposals.Select(p => p.Architecture.Text)];

    private static Study New(MonteCarloTreeSearchOptions options, Grammar? grammar = null) =>
        new(grammar ?? ToyGrammar.Endless, 1000, context => new MonteCarloTreeSearchFactory().Create((object)options, context));
}
