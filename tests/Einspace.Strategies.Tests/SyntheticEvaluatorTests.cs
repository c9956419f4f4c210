using System.Collections.Immutable;
using System.Diagnostics;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Synthetic;

namespace Einspace.Strategies.Tests;

internal sealed class SyntheticEvaluatorTests
{
    private static readonly SearchSpace Space = new(ToyGrammar.Endless, ToyGrammar.Task, new Limits());
    private static readonly ImmutableArray<Network> Networks =
        [.. Enumerable.Range(0, 200).Select(i => Space.Sample(RandomStream.Derive((ulong)i, "networks"))).DistinctBy(network => network.Hash)];

    [Test]
    public void ItNeedsNoTaskAndRunsInTheHost()
    {
        SyntheticEvaluatorFactory factory = new();

        Assert.That(factory.Hosting, Is.EqualTo(EvaluatorHosting.InProcess));
        Assert.That(factory.NeedsTask, Is.False);
    }

    [Test]
    public async Task TheSameRequestGivesTheSameScoreWithinZeroAndOne()
    {
        foreach (Network network in Networks)
        {
            double score = await Score(network, new SyntheticOptions());
            Assert.That(score, Is.GreaterThan(0).And.LessThan(1));
            Assert.That(await Score(network, new SyntheticOptions()), Is.EqualTo(score));
        }
    }

    // As training would, so that it matters nothing which of them was evaluated and which has its result from the cache.
    [Test]
    public async Task EqualNetworksInOtherWordsScoreAndFailAlike()
    {
        var equals = Enumerable.Range(0, 3000)
            .Select(i => Space.Sample(RandomStream.Derive((ulong)i, "equals")))
            .GroupBy(network => network.Hash)
            .Select(group => group.DistinctBy(network => network.Architecture.Text).ToArray())
            .Where(group => group.Length > 1)
            .ToList();
        Assert.That(equals, Has.Count.GreaterThan(5));

        SyntheticOptions options = new() { FailureRate = 0.3 };
        List<bool> failed = [];
        foreach (Network[] group in equals)
        {
            EvaluationResult[] results = await Task.WhenAll(group.Select(network => Evaluate(network, options, Purpose.Search, 1, new Reports())));
            failed.Add(results[0] is EvaluationResult.Failed);
            Assert.That(results.Select(Outcome), Is.All.EqualTo(Outcome(results[0])), string.Join(" and ", group.Select(network => network.Architecture.Text)));
        }

        Assert.That(failed, Has.Some.True.And.Some.False);

        static double Outcome(EvaluationResult result) => result is EvaluationResult.Completed completed ? completed.Metrics["validation-accuracy"] : -1;
    }

    [Test]
    public async Task EveryNumberIsAnotherLandscape()
    {
        double[] scores = await Task.WhenAll(Enumerable.Range(0, 20).Select(seed => Score(Networks[0], new SyntheticOptions { Seed = (ulong)seed })));

        Assert.That(scores, Is.Unique);
    }

    [Test]
    public void SizeAsSuchIsWorthNothing()
    {
        Network[] bySize = [.. Networks.OrderBy(network => network.Costs.Operators)];
        Assert.That(bySize[^1].Costs.Operators, Is.GreaterThan(5 * bySize[0].Costs.Operators));

        // Over landscapes every score is uniform on (0, 1): mean 1/2, variance 1/12. Bounds: 4 standard errors of 400 landscapes.
        Landscape[] landscapes = [.. Enumerable.Range(0, 400).Select(seed => new Landscape((ulong)seed))];
        foreach (Network network in (Network[])[bySize[0], bySize[bySize.Length / 2], bySize[^2], bySize[^1]])
        {
            double[] scores = [.. landscapes.Select(landscape => landscape.Score(network.Graph))];
            Assert.That(scores.Average(), Is.EqualTo(0.5).Within(4 * Math.Sqrt(1.0 / 12 / 400)), network.Architecture.Text);
            Assert.That(scores.Average(s => (s - 0.5) * (s - 0.5)), Is.EqualTo(1.0 / 12).Within(4 * Math.Sqrt(1.0 / 180 / 400)), network.Architecture.Text);
        }
    }

    // The law over landscapes stays uniform, in equal steps for plateaus, so that no preset favours a size.
    [Test]
    public void SizeAsSuchIsWorthNothingInAnyPreset([Values] LandscapePreset preset)
    {
        LandscapeShape shape = new SyntheticOptions { Preset = preset }.Shape;
        Network[] bySize = [.. Networks.OrderBy(network => network.Costs.Operators)];
        foreach (Network network in (Network[])[bySize[0], bySize[^1]])
        {
            double[] scores = [.. Enumerable.Range(0, 400).Select(seed => new Landscape((ulong)seed, shape).Score(network.Graph))];
            Assert.That(scores, Is.All.InRange(0.0, 1.0));
            Assert.That(scores.Average(), Is.EqualTo(0.5).Within(4 * Math.Sqrt(1.0 / 12 / 400)), network.Architecture.Text);
            foreach (double share in (double[])[0.1, 0.5, 0.9])
            {
                Assert.That(
                    scores.Count(score => score < share) / 400.0, Is.EqualTo(share).Within(4 * Math.Sqrt(share * (1 - share) / 400)), $"below {share}: {network.Architecture.Text}");
            }
        }
    }

    [Test]
    public void PlateausLeaveSoManyScores()
    {
        Landscape landscape = new(0, new SyntheticOptions { Preset = LandscapePreset.Plateaus, Plateaus = 4 }.Shape);

        Assert.That(Networks.Select(network => landscape.Score(network.Graph)).Distinct().Order(), Is.EqualTo(new[] { 0.125, 0.375, 0.625, 0.875 }));
    }

    [Test]
    public void DeceptionReversesAllButTheBest()
    {
        Landscape plain = new(0), deceptive = new(0, new SyntheticOptions { Preset = LandscapePreset.Deceptive }.Shape);
        foreach (Network network in Networks)
        {
            double score = plain.Score(network.Graph);
            Assert.That(deceptive.Score(network.Graph), Is.EqualTo(score < 0.8 ? 0.8 - score : score).Within(1e-12));
        }
    }

    [Test]
    public void LessLocalityMakesMutantsLessLikeTheirParents()
    {
        double[] distances = [.. new[] { 1.0, 0.5, 0.0 }.Select(locality =>
        {
            LandscapeShape shape = new SyntheticOptions { Locality = locality }.Shape;
            return Enumerable.Range(0, 1000).Average(i =>
            {
                Network network = Networks[i % Networks.Length];
                Landscape landscape = new((ulong)i / 100, shape);
                return Space.Mutate(network.Architecture, RandomStream.Derive((ulong)i, "locality")) is { } mutant
                    ? Math.Abs(landscape.Score(network.Graph) - landscape.Score(mutant.Graph))
                    : 0;
            });
        })];

        Assert.That(distances[0], Is.LessThan(0.9 * distances[1]));
        Assert.That(distances[1], Is.LessThan(0.95 * distances[2]));
    }

    // Without epistasis the order of two operators says nothing; with nothing else it is all.
    [Test]
    public void EpistasisIsWhatTheOrderOfOperatorsIsWorth()
    {
        Network first = Space.Realise(ToyGrammar.Endless.Parse("seq(relu, softmax)")), second = Space.Realise(ToyGrammar.Endless.Parse("seq(softmax, relu)"));
        double Difference(double epistasis)
        {
            Landscape landscape = new(3, new SyntheticOptions { Epistasis = epistasis }.Shape);
            return Math.Abs(landscape.Score(first.Graph) - landscape.Score(second.Graph));
        }

        Assert.That(Difference(0), Is.Zero.Within(1e-12));
        Assert.That(Difference(0.5), Is.GreaterThan(0.001));
    }

    [Test]
    public void WhatIsGivenWinsOverThePreset()
    {
        SyntheticOptions harsh = new() { Preset = LandscapePreset.Harsh, Noise = 0 };

        Assert.That((harsh.NoiseDeviation, harsh.FailureShare), Is.EqualTo((0.0, 0.25)));
    }

    [Test]
    public void AMutantScoresMoreLikeItsParentThanAStrangerDoes()
    {
        double mutants = 0, strangers = 0;
        for (int i = 0; i < 2000; i++)
        {
            Landscape landscape = new((ulong)i / 100);
            Network network = Networks[i % Networks.Length];
            RandomStream random = RandomStream.Derive((ulong)i, "locality");
            if (Space.Mutate(network.Architecture, random) is not { } mutant)
                continue;
            double score = landscape.Score(network.Graph);
            mutants += Math.Abs(score - landscape.Score(mutant.Graph));
            strangers += Math.Abs(score - landscape.Score(Networks[random.NextInt(Networks.Length)].Graph));
        }

        Assert.That(mutants, Is.LessThan(0.8 * strangers));
    }

    [Test]
    public async Task TheLastReportIsTheScore()
    {
        Reports reports = new();
        double score = await Score(Networks[0], new SyntheticOptions(), reports: reports);

        Assert.That(reports.Scores, Has.Length.EqualTo(4));
        Assert.That(reports.Scores[^1], Is.EqualTo(score));
        Assert.That(reports.Scores, Is.EqualTo(await Curve(Networks[0], new SyntheticOptions())));
    }

    [Test]
    public async Task ASegmentGoesOnWhereTheOneBeforeEnded()
    {
        double[] whole = await Curve(Networks[0], new SyntheticOptions());
        Reports first = new(), second = new();
        await Evaluate(Networks[0], new SyntheticOptions(), Purpose.Search, 1, first, segment: new FidelityRange(0, 3, 4));
        await Evaluate(Networks[0], new SyntheticOptions(), Purpose.Search, 1, second, segment: new FidelityRange(3, 4, 4));

        Assert.That(first.Scores.Concat(second.Scores), Is.EqualTo(whole));
    }

    // Bounds: 4 standard errors of a rank correlation, at most 1 / sqrt(n - 1).
    [Test]
    public void EarlyRanksCorrelateWithTheLastAsAsked([Values(0, 0.3, 0.6, 0.9, 1)] double correlation)
    {
        const int Count = 4000, Horizon = 81;
        (double First, double Later, double Last)[] curves = [.. Enumerable.Range(0, Count).Select(i =>
        {
            RandomStream random = RandomStream.Derive((ulong)i, "curve");
            double score = random.NextDouble();
            LearningCurve curve = new(score, correlation, random);
            return (curve.At(1, Horizon), curve.At(9, Horizon), curve.At(Horizon, Horizon));
        })];

        double first = Spearman([.. curves.Select(c => c.First)], [.. curves.Select(c => c.Last)]);
        Assert.That(first, Is.EqualTo(correlation).Within(4 / Math.Sqrt(Count - 1)));
        Assert.That(Spearman([.. curves.Select(c => c.Later)], [.. curves.Select(c => c.Last)]), Is.GreaterThan(first - 1e-6));
    }

    [Test]
    public void TheNormalOfAUniformIsItsInverse()
    {
        foreach (double u in (double[])[1e-9, 0.01, 0.3, 0.5, 0.77, 1 - 1e-9])
            Assert.That(Landscape.Uniform(Landscape.Normal(u)), Is.EqualTo(u).Within(1e-12));
    }

    [Test]
    public async Task StopEndsTheEvaluationWithWhatWasReached()
    {
        Reports reports = new() { StopAt = 2 };
        EvaluationResult.Completed result = (EvaluationResult.Completed)await Evaluate(Networks[0], new SyntheticOptions(), Purpose.Search, 1, reports);

        Assert.That(result.Fidelity, Is.EqualTo(2));
        Assert.That(result.Metrics["validation-accuracy"], Is.EqualTo(reports.Scores[^1]));
    }

    [Test]
    public async Task AFinalEvaluationIsReportedOnTheTestSplit()
    {
        EvaluationResult.Completed result = (EvaluationResult.Completed)await Evaluate(Networks[0], new SyntheticOptions(), Purpose.Final, 1, new Reports());

        Assert.That(result.Metrics.Keys, Is.EqualTo(new[] { "test-accuracy" }));
    }

    [Test]
    public async Task TheShareOfFailuresIsTheOneAskedFor()
    {
        SyntheticOptions options = new() { FailureRate = 0.3 };
        int failures = 0;
        foreach (Network network in Networks)
            failures += await Evaluate(network, options, Purpose.Search, 1, new Reports()) is EvaluationResult.Failed { Kind: FailureKind.Error } ? 1 : 0;

        Assert.That(failures / (double)Networks.Length, Is.EqualTo(0.3).Within(4 * Math.Sqrt(0.21 / Networks.Length)));
    }

    [Test]
    public async Task NoiseDependsOnTheEvaluationsSeed()
    {
        SyntheticOptions options = new() { Noise = 0.01 };
        double score = await Score(Networks[0], new SyntheticOptions());
        double[] noisy = await Task.WhenAll(Enumerable.Range(0, 200).Select(seed => Score(Networks[0], options, (ulong)seed)));

        Assert.That(noisy, Is.Unique);
        Assert.That(noisy.Average(), Is.EqualTo(score).Within(4 * 0.01 / Math.Sqrt(200)));
        Assert.That(await Score(Networks[0], options, 7), Is.EqualTo(noisy[7]));
    }

    [Test]
    public void APauseIsInterruptedByCancellation()
    {
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(50));
        Stopwatch watch = Stopwatch.StartNew();

        Assert.That(
            async () => await Evaluate(Networks[0], new SyntheticOptions { Pause = TimeSpan.FromMinutes(1) }, Purpose.Search, 1, new Reports(), source.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    private static async Task<double[]> Curve(Network network, SyntheticOptions options)
    {
        Reports reports = new();
        await Score(network, options, reports: reports);
        return reports.Scores;
    }

    private static double Spearman(double[] a, double[] b)
    {
        int[] x = Ranks(a), y = Ranks(b);
        double n = a.Length;
        return 1 - (6 * x.Zip(y, (p, q) => ((double)p - q) * (p - q)).Sum() / (n * ((n * n) - 1)));

        static int[] Ranks(double[] values)
        {
            int[] ranks = new int[values.Length];
            foreach ((int place, int i) in Enumerable.Range(0, values.Length).OrderBy(i => values[i]).Index())
                ranks[i] = place;
            return ranks;
        }
    }

    private static async Task<double> Score(Network network, SyntheticOptions options, ulong seed = 1, Reports? reports = null) =>
        ((EvaluationResult.Completed)await Evaluate(network, options, Purpose.Search, seed, reports ?? new Reports())).Metrics["validation-accuracy"];

    private static async Task<EvaluationResult> Evaluate(
        Network network, SyntheticOptions options, Purpose purpose, ulong seed, Reports reports, CancellationToken cancellation = default,
        FidelityRange? segment = null)
    {
        await using IEvaluator evaluator = new SyntheticEvaluatorFactory().Create((object)options, new NoTask());
        return await evaluator.EvaluateAsync(
            new EvaluationRequest
            {
                Trial = 0,
                Attempt = 0,
                Purpose = purpose,
                Evaluator = "synthetic",
                Options = OptionTree.Empty,
                Task = null,
                Architecture = network.Architecture.Text,
                Network = network.Graph,
                GraphHash = network.Hash,
                Seed = seed,
                Fidelity = segment ?? new FidelityRange(0, 4, 4),
                Device = "cpu",
            },
            reports,
            cancellation);
    }

    private sealed class NoTask : IEvaluatorContext
    {
        public ITaskData OpenTask(EvaluationRequest request) => throw new InvalidOperationException("A landscape needs no task.");
    }

    private sealed class Reports : IEvaluationReporter
    {
        private readonly List<double> _scores = [];

        public int StopAt { get; init; } = int.MaxValue;

        public double[] Scores => [.. _scores];

        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report)
        {
            _scores.Add(report.Metrics["validation-accuracy"]);
            return ValueTask.FromResult(report.Fidelity >= StopAt ? ReportDecision.Stop : ReportDecision.Continue);
        }

        public void Warn(string warning) => Assert.Fail(warning);
    }
}
