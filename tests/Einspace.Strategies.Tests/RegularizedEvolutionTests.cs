using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Strategies.RegularizedEvolution;

namespace Einspace.Strategies.Tests;

internal sealed class RegularizedEvolutionTests
{
    private const string Seed = "seq(linear(4), both(relu, softmax))";

    [TestCase(10, 5)]
    [TestCase(30, 8)]
    [TestCase(100, 10)]
    [TestCase(500, 50)]
    [TestCase(5000, 100)]
    public void ThePopulationScalesWithTheTrials(int trials, int population)
    {
        Study study = New(new RegularizedEvolutionOptions(), trials);
        Proposal[] proposals = study.Run(population + 5, _ => 0.5);

        Assert.That(proposals.Take(population).Select(p => p.Operator), Is.All.EqualTo("sample"));
        Assert.That(proposals.Skip(population).Select(p => p.Operator), Is.All.EqualTo("mutate"));
    }

    [Test]
    public void TheOldestMemberLeavesHoweverGoodItIs()
    {
        Study study = New(Small(population: 4, tournament: 4));
        study.Run(1, _ => 1.0);
        study.Run(3, _ => 0.1);
        Assert.That(study.Run(40, _ => null).SelectMany(p => p.Parents).Distinct(), Is.EquivalentTo(new[] { 0, 1, 2, 3 }), "founders all live");

        study.Run(1, _ => 0.2);
        Assert.That(study.Run(40, _ => null).SelectMany(p => p.Parents), Has.None.EqualTo(0));
    }

    // 0 was best at fidelity 9, but 1 was better where both were measured; 2 has not been measured higher than 1 either.
    [Test]
    public void ParentsAreComparedAtTheHighestFidelityThatBothHave()
    {
        Study study = New(Small(population: 3, tournament: 3));
        for (int number = 0; number < 3; number++)
            study.Propose();
        study.Measure(0, TrialState.Completed, (1, 0.2), (9, 0.9));
        study.Measure(1, TrialState.Paused, (1, 0.3));
        study.Measure(2, TrialState.Paused, (1, 0.1));

        Assert.That(Favourite(study), Is.EqualTo(1));
    }

    [Test]
    public void WhatRestsIsAMemberUntilItFailsOrAges()
    {
        Study study = New(Small(population: 2, tournament: 2));
        study.Propose();
        study.Propose();
        study.Measure(0, TrialState.Paused, (1, 0.5));
        study.Measure(1, TrialState.Paused, (1, 0.4));
        Assert.That(Favourite(study), Is.Zero);

        study.Measure(1, TrialState.Paused, (1, 0.4), (3, 0.6));
        study.Measure(0, TrialState.Paused, (1, 0.5), (3, 0.3));
        Assert.That(Favourite(study), Is.EqualTo(1), "What was measured anew counts.");

        study.Finish(1, score: null);
        Assert.That(study.Run(40, _ => null).SelectMany(p => p.Parents), Is.All.Zero, "What failed is no parent.");

        study.Run(2, _ => 0.1);
        study.Measure(0, TrialState.Completed, (1, 0.5), (3, 0.3), (9, 1));
        Assert.That(study.Run(40, _ => null).SelectMany(p => p.Parents), Has.None.Zero, "What has aged does not come back.");
    }

    /// <summary>Who wins most tournaments; those drawn without the best are few.</summary>
    private static int Favourite(Study study) => study.Run(60, _ => null).SelectMany(p => p.Parents).CountBy(parent => parent).MaxBy(entry => entry.Value).Key;

    [Test]
    public void ALargerTournamentChoosesBetterParents()
    {
        double[] shares = [.. new[] { 1, 2, 8 }.Select(tournament =>
        {
            Study study = New(Small(population: 8, tournament));
            study.Run(8, number => number);
            return study.Run(400, _ => null).Count(p => p.Parents[0] == 7) / 400.0;
        })];

        // The best of 8 is drawn at least once in t draws with probability 1 − (7/8)^t; 4 standard errors of 400 draws.
        for (int i = 0; i < shares.Length; i++)
        {
            double expected = 1 - Math.Pow(7.0 / 8, new[] { 1, 2, 8 }[i]);
            Assert.That(shares[i], Is.EqualTo(expected).Within(4 * Math.Sqrt(expected * (1 - expected) / 400)));
        }
    }

    [Test]
    public void ParentsAreFinishedTrialsWithAScore()
    {
        Study study = New(Small(population: 3, tournament: 2));
        for (int i = 0; i < 6; i++)
            study.Propose();
        study.Finish(4, null, TrialState.Rejected);
        study.Finish(2, 0.3);
        study.Finish(5, null, TrialState.Cancelled);
        study.Finish(0, 0.1);

        Proposal[] proposals = [.. Enumerable.Range(0, 30).Select(_ => study.Propose())];
        Assert.That(proposals.SelectMany(p => p.Parents).Distinct(), Is.SubsetOf(new[] { 0, 2 }).And.Not.Empty);
    }

    [Test]
    public void FoundersThatFailAreReplaced()
    {
        Study study = New(Small(population: 5, tournament: 2));
        Proposal[] proposals = study.Run(12, number => number % 2 == 0 ? null : 0.5);

        Assert.That(proposals.Select(p => p.Operator), Is.EqualTo(Enumerable.Repeat("sample", 10).Concat(["mutate", "mutate"])));
    }

    [Test]
    public void MoreJobsThanMembersDoNotIdle()
    {
        Study study = New(Small(population: 2, tournament: 2));

        Assert.That(Enumerable.Range(0, 8).Select(_ => study.Propose().Operator), Is.All.EqualTo("sample"));
    }

    [Test]
    public void SeedsComeFirstAndAreTheAncestorsOfAll()
    {
        Study study = New(Small(population: 4, tournament: 2), seeds: [Seed, "relu"]);
        Proposal[] proposals = study.Run(20, _ => 0.5);

        Assert.That(proposals.Take(2).Select(p => p.Architecture.Text), Is.EqualTo(new[] { Seed, "relu" }));
        Assert.That(proposals.Skip(2).Select(p => p.Operator), Is.All.EqualTo("mutate"));
    }

    [Test]
    public void UntilASeedIsScoredSpareWorkersWaitForIt()
    {
        Study study = New(Small(population: 4, tournament: 2), seeds: [Seed]);
        study.Propose();
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Wait));

        study.Finish(0, 0.5);
        Assert.That(study.Propose().Parents, Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public void WhereEverySeedFailsItStartsAfresh()
    {
        Study study = New(Small(population: 4, tournament: 2), seeds: [Seed]);
        Proposal[] proposals = study.Run(3, _ => null);

        Assert.That(proposals.Select(p => p.Operator), Is.EqualTo(new[] { "seed", "sample", "sample" }));
    }

    [Test]
    public void RepeatedSeedsFillThePopulationInTurn()
    {
        Study study = New(Small(population: 7, tournament: 2) with { RepeatSeeds = true }, seeds: [Seed, "relu", "softmax"]);
        Proposal[] proposals = study.Run(20, _ => 0.5);

        Assert.That(
            proposals.Take(7).Select(p => p.Architecture.Text),
            Is.EqualTo(new[] { Seed, "relu", "softmax", Seed, "relu", "softmax", Seed }));
        Assert.That(proposals.Skip(7).Select(p => p.Operator), Is.All.EqualTo("mutate"));
    }

    [Test]
    public void SeedsThatFailAreNotRepeatedAndRepeatsWaitUntilThatIsKnown()
    {
        Study study = New(Small(population: 4, tournament: 2) with { RepeatSeeds = true }, seeds: [Seed, "relu"]);
        study.Propose();
        study.Propose();
        study.Finish(0, null);
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Wait));

        study.Finish(1, 0.5);
        Assert.That(study.Run(3, _ => 0.5).Select(p => p.Operator == "seed" ? p.Architecture.Text : p.Operator), Is.EqualTo(new[] { "relu", "relu", "mutate" }));
    }

    [Test]
    public void AFrozenPopulationKeepsItsFoundersAsParents()
    {
        Study study = New(Small(population: 4, tournament: 4) with { Frozen = true });
        study.Run(4, _ => 0.1);
        Proposal[] children = study.Run(100, number => number);

        Assert.That(children.SelectMany(p => p.Parents).Distinct(), Is.EquivalentTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void AFrozenPopulationTakesNoMoreFoundersThanItHasMembers()
    {
        Study study = New(Small(population: 2, tournament: 2) with { Frozen = true });
        for (int i = 0; i < 5; i++)
            study.Propose();
        foreach (int number in new[] { 3, 4, 0, 1, 2 })
            study.Finish(number, number);

        Assert.That(study.Run(50, _ => 9).SelectMany(p => p.Parents).Distinct(), Is.EquivalentTo(new[] { 3, 4 }));
    }

    [Test]
    public void AFrozenPopulationOfSeedsMutatesThemAlone()
    {
        Study study = New(Small(population: 8, tournament: 2) with { Frozen = true }, seeds: [Seed, "relu"]);

        Assert.That(study.Run(60, number => number).SelectMany(p => p.Parents).Distinct(), Is.EquivalentTo(new[] { 0, 1 }));
    }

    // SPEC section 11: tournaments of 10 with replacement out of 100, for 1,000 trials; copies of seeds count among them.
    [Test]
    public void TheReferencesProfileIsThePapersSearch()
    {
        var options = OptionBinder.Bind<RegularizedEvolutionOptions>(OptionTree.Empty, profile: "reference");
        Study study = New(options, trials: 1000, seeds: [Seed]);
        Proposal[] proposals = study.Run(110, _ => 0.5);

        Assert.That(options, Is.EqualTo(new RegularizedEvolutionOptions { RepeatTries = 1, RepeatSeeds = true }));
        Assert.That(proposals.Select(p => p.Operator), Is.EqualTo(Enumerable.Repeat("seed", 100).Concat(Enumerable.Repeat("mutate", 10))));
    }

    [Test]
    public void MutantsAreNewWhereTheSpaceHasNewOnes()
    {
        Study study = New(Small(population: 4, tournament: 2) with { RepeatTries = 20 });
        Proposal[] proposals = study.Run(200, number => number);

        Assert.That(proposals.Select(p => study.Space.Realise(p.Architecture).Hash), Is.Unique);
    }

    [Test]
    public void ATournamentLargerThanThePopulationIsRefused() => Assert.That(
        () => New(Small(population: 4, tournament: 5)),
        Throws.TypeOf<InputException>().With.Message.EqualTo("strategy.tournament is 5, expected at most the population of 4."));

    [Test]
    public void APopulationOfOneIsItsOwnTournament()
    {
        Study study = New(new RegularizedEvolutionOptions { Population = 1 });
        Proposal[] proposals = study.Run(5, _ => 0.5);

        Assert.That(proposals.Skip(1).Select(p => p.Parents.Single()), Is.EqualTo(new[] { 0, 1, 2, 3 }));
    }

    [Test]
    public void AFrozenPopulationNeedsNotTurnOverButEvolve()
    {
        Assert.That(() => New(new RegularizedEvolutionOptions { Population = 51, Frozen = true }, trials: 100), Throws.Nothing);
        Assert.That(
            () => New(new RegularizedEvolutionOptions { Population = 200, Frozen = true }, trials: 100),
            Throws.TypeOf<InputException>().With.Message.EqualTo(
                "strategy.population is 200, expected at most the 100 trials of the study: a larger one never evolves."));
    }

    [Test]
    public void CrossoverMakesItsShareOfTheChildrenFromTwoWinners()
    {
        Study study = New(new RegularizedEvolutionOptions { Population = 20, Crossover = 0.5 });
        Proposal[] children = [.. study.Run(520, number => number % 7).Skip(20).Where(p => !p.Parents.IsEmpty)];
        Proposal[] crossed = [.. children.Where(p => p.Operator == "cross")];

        Assert.That(crossed.Length / (double)children.Length, Is.EqualTo(0.5).Within(4 * Math.Sqrt(0.25 / children.Length)));
        Assert.That(crossed.Select(p => p.Parents.Length), Is.All.EqualTo(2));
        Assert.That(children.Except(crossed).Select(p => (p.Operator, p.Parents.Length)), Is.All.EqualTo(("mutate", 1)));
        Assert.That(children.Select(p => p.Tries), Is.All.GreaterThan(0));
        Assert.That(crossed.Select(p => study.Space.Grammar.Check(p.Architecture).IsDerivable), Is.All.True);
    }

    [Test]
    public void ChildrenOfTwoThatAllBreakALimitAreNoChildren()
    {
        SearchSpace space = new(ToyGrammar.Endless, ToyGrammar.Task, new Limits { MaxOperators = 1 }, attempts: 20);
        RandomStream random = RandomStream.Derive(0, "cross");

        Assert.That(space.Cross(space.Grammar.Parse("seq(relu, softmax)"), space.Grammar.Parse("seq(softmax, norm)"), random), Is.Null);
    }

    private static RegularizedEvolutionOptions Small(int population, int tournament) =>
        new() { Population = population, Tournament = tournament, RepeatTries = 1 };

    private static Study New(RegularizedEvolutionOptions options, int trials = 1000, params string[] seeds) =>
        new(ToyGrammar.Endless, trials, context => new RegularizedEvolutionFactory().Create((object)options, context), seeds);
}
