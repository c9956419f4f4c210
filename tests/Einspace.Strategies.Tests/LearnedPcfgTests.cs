using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.LearnedPcfg;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class LearnedPcfgConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new LearnedPcfgFactory().Create((object)new LearnedPcfgOptions { Generation = 5, Significance = 0 }, context);
}

internal sealed class LearnedPcfgTests
{
    private static readonly Grammar Toy = ToyGrammar.Endless;

    /// <summary>
    /// 10 seeds, 50 generations of 40 trials with an elite of 10 drawn by lot. Declared beforehand: each probability's mean over seeds is
    /// within 2.58 standard errors (and a thousandth) of the grammar's own, and the median weight has moved by less than a tenth.
    /// </summary>
    [Test]
    public void WithRandomFitnessTheWeightsStayAtTheGrammars()
    {
        IReadOnlyDictionary<Use, double> prior = new GrammarModel(Toy, new LearnedPcfgOptions()).Probabilities;
        IReadOnlyDictionary<Use, double>[] learnt = [.. Enumerable.Range(0, 10).Select(seed => Neutral((ulong)seed, new LearnedPcfgOptions()).Probabilities)];
        foreach ((Use use, double own) in prior)
        {
            double mean = learnt.Average(probabilities => probabilities[use]);
            double error = Math.Sqrt(learnt.Sum(probabilities => Math.Pow(probabilities[use] - mean, 2)) / 9 / 10);
            Assert.That(mean, Is.EqualTo(own).Within((2.58 * error) + 0.001), use.Label);
        }

        double[] moves = [.. learnt.SelectMany(probabilities => prior.Select(known => Math.Abs(Math.Log(probabilities[known.Key] / known.Value)))).Order()];
        TestContext.Out.WriteLine($"median {moves[moves.Length / 2]:F3}, 99 % {moves[(int)(0.99 * moves.Length)]:F3}");
        Assert.That(moves[moves.Length / 2], Is.LessThan(0.1));
    }

    [Test]
    public void TheyMoveToAPlantedOptimum()
    {
        LearnedPcfgStrategy strategy = null!;
        Study study = new(PlantedGrammar.Chain, 1000, context => strategy = new LearnedPcfgStrategy(new LearnedPcfgOptions { Generation = 30 }, context));
        for (int number = 0; number < 600; number++)
            study.Finish(number, study.Propose().Architecture.Root.Children.Count(child => child.Node.Arguments[0] == 3));

        IReadOnlyDictionary<Use, double> probabilities = strategy.Model.Probabilities;
        Assert.That(probabilities[new Use("layer", "linear(3)")], Is.GreaterThan(0.5), "the grammar's own is 0.1");
        Assert.That(probabilities.Where(known => known.Key.Symbol == "layer").Sum(known => known.Value), Is.EqualTo(1).Within(1e-9));
        Assert.That(probabilities.Values.Min(), Is.GreaterThanOrEqualTo(0.05 * 0.1).Within(1e-12), "nothing dies out");
    }

    [Test]
    public void RewardedSizeStaysBounded()
    {
        GrammarModel model = new(Toy, new LearnedPcfgOptions { MaxGrowth = 0.8 });
        double own = model.Growth;
        RandomStream random = RandomStream.Derive(0, "size");
        for (int generation = 0; generation < 30; generation++)
        {
            Grammar grammar = model.ToGrammar();
            Architecture[] trials = [.. Enumerable.Range(0, 40).Select(_ => grammar.Sample(random).Architecture)];
            HashSet<int> largest = [.. Enumerable.Range(0, 40).OrderByDescending(trial => trials[trial].UniqueNodes).Take(10)];
            model = model.Learn([.. trials.Select(trial => new UseCounts(Use.Of(Toy, trial)))], largest);
        }

        Assert.That(own, Is.EqualTo(4.5 / 8.5).Within(1e-9), "two children of two weights in 8.5, one of half a weight");
        Assert.That(model.Growth, Is.GreaterThan(own).And.LessThanOrEqualTo(0.8 + 1e-9));
    }

    [Test]
    public void TheUsesOfADerivationNameTheirSymbols()
    {
        IReadOnlyList<Use> uses = Use.Of(PlantedGrammar.Trap, PlantedGrammar.Trap.Parse("linear(2)"));
        IReadOnlyList<Use> chain = Use.Of(PlantedGrammar.Sums, PlantedGrammar.Sums.Parse("sum(relu, norm)"));

        Assert.That(uses, Is.EqualTo(new[] { new Use("network", "linear(2)") }));
        Assert.That(chain, Is.EquivalentTo(new[] { new Use("sum", "sum"), new Use("term", "relu"), new Use("term", "norm") }));
    }

    [Test]
    public void WhatWasDrawnByOldWeightsTeachesNothing()
    {
        Study study = new(ToyGrammar.Endless, 1000, context => new LearnedPcfgFactory().Create((object)new LearnedPcfgOptions { Generation = 4 }, context));
        for (int i = 0; i < 8; i++)
            study.Propose();
        for (int number = 0; number < 8; number++)
            study.Finish(number, number);
        Assert.That(study.Propose().Tag, Is.EqualTo("generation 1"));

        study.Finish(8, 1);
        study.Run(3, number => number);
        Assert.That(study.Propose().Tag, Is.EqualTo("generation 2"));
    }

    [Test]
    public void LearntSamplesHaveTheHeadOfTheSpace()
    {
        SearchSpace space = new(ToyGrammar.Finite(12), ToyGrammar.Task, new Limits(), head: new HeadOptions { TokenPooling = TokenPooling.Tokens });
        Study study = new(space, 12, context => new LearnedPcfgStrategy(new LearnedPcfgOptions { Generation = 4 }, context));
        string[] networks = [.. study.Run(12, number => number).Select(proposal => space.Realise(proposal.Architecture).Hash)];

        Assert.That(networks, Is.Unique, "networks are known by hashes with their heads");
    }

    private static GrammarModel Neutral(ulong seed, LearnedPcfgOptions options)
    {
        SearchSpace space = new(Toy, ToyGrammar.Task, new Limits());
        GrammarModel model = new(Toy, options);
        for (int generation = 0; generation < 50; generation++)
        {
            Grammar grammar = model.ToGrammar();
            RandomStream random = RandomStream.Derive(seed, "neutral", (ulong)generation);
            UseCounts[] trials = [.. Enumerable.Range(0, 40).Select(_ => new UseCounts(Use.Of(Toy, grammar.Sample(random).Architecture)))];
            model = model.Learn(trials, Enumerable.Range(0, 10).ToHashSet());
        }

        return model;
    }
}
