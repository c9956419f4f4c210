using System.Collections.Immutable;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Tabular;

namespace Einspace.Strategies.Tests;

internal sealed class TabularEvaluatorTests
{
    private const string Header = "graph,architecture,seed,parameters,multiply-adds,activation-memory,seconds,validation,test,failure\n";
    private const string Table = Header
        + "aa,\"seq(relu, \"\"norm\"\")\",0,1,2,3,0.1,0.25 0.5,0.75,\n"
        + "aa,\"seq(relu, \"\"norm\"\")\",1,1,2,3,0.1,0.5 1,,\n"
        + "bb,relu,0,1,2,3,,,,\"the loss was NaN, twice\"\n";

    private static readonly ComputationGraph Network =
        new SearchSpace(ToyGrammar.Endless, ToyGrammar.Task, new Limits()).Sample(RandomStream.Derive(0, "network")).Graph;

    private string _path = "";

    [SetUp]
    public void ChooseFile() => _path = Path.Combine(Path.GetTempPath(), $"einspace-table-{TestContext.CurrentContext.Test.ID}.csv");

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [Test]
    public async Task TheMeanOfAllSeedsIsReportedEpochByEpoch()
    {
        Reports reports = new();
        var result = (EvaluationResult.Completed)await Evaluate(Table, TabularSeeds.Mean, "aa", reports);

        Assert.That(reports.Scores, Is.EqualTo(new[] { 0.375, 0.75 }));
        Assert.That(result.Metrics["validation-accuracy"], Is.EqualTo(0.75));
    }

    [Test]
    public async Task TheEvaluationsSeedDrawsOneTraining()
    {
        HashSet<double> scores = [];
        for (ulong seed = 0; seed < 20; seed++)
        {
            Reports reports = new();
            var result = (EvaluationResult.Completed)await Evaluate(Table, TabularSeeds.Drawn, "aa", reports, seed);
            scores.Add(result.Metrics["validation-accuracy"]);
            Assert.That(reports.Scores, Is.EqualTo(new[] { 0.25, 0.5 }).Or.EqualTo(new[] { 0.5, 1.0 }));
        }

        Assert.That(scores, Is.EquivalentTo(new[] { 0.5, 1.0 }));
    }

    [Test]
    public async Task AFinalResultIsTheTests()
    {
        var result = (EvaluationResult.Completed)await Evaluate(Table, TabularSeeds.Mean, "aa", new Reports(), purpose: Purpose.Final);

        Assert.That(result.Metrics["test-accuracy"], Is.EqualTo(0.75));
    }

    [TestCase("bb", 2, "the loss was NaN, twice")]
    [TestCase("cc", 2, "none of the 2 in the table")]
    [TestCase("aa", 3, "give --epochs 2")]
    public async Task WhatTheTableLacksFails(string hash, int epochs, string reason)
    {
        var result = (EvaluationResult.Failed)await Evaluate(Table, TabularSeeds.Mean, hash, new Reports(), epochs: epochs);

        Assert.That(result.Reason, Does.Contain(reason));
    }

    [TestCase("", "is no table of trainings")]
    [TestCase("a,b\n1,2\n", "is no table of trainings")]
    [TestCase(Header, "has no trainings")]
    [TestCase(Header + "aa,relu,0\n", "line 2: found 3 cells, expected 10")]
    [TestCase(Header + "aa,relu,0,1,2,3,,0.5 2,,\n", "line 2: found '2', expected a number from 0 to 1")]
    [TestCase(Header + "aa,relu,0,1,2,3,,,,\n", "line 2: found neither validation nor failure")]
    public void ADamagedTableIsRefused(string table, string sentence) => Assert.That(
        async () => await Evaluate(table, TabularSeeds.Mean, "aa", new Reports()),
        Throws.TypeOf<InputException>().With.Message.Contains(sentence));

    private async Task<EvaluationResult> Evaluate(
        string table, TabularSeeds seeds, string hash, Reports reports, ulong seed = 0, Purpose purpose = Purpose.Search, int epochs = 2)
    {
        await File.WriteAllTextAsync(_path, table);
        await using IEvaluator evaluator = new TabularEvaluatorFactory().Create((object)new TabularOptions { Table = _path, Seeds = seeds }, new NoTask());
        return await evaluator.EvaluateAsync(
            new EvaluationRequest
            {
                Trial = 0,
                Attempt = 0,
                Purpose = purpose,
                Evaluator = "tabular",
                Options = OptionTree.Empty,
                Task = null,
                Architecture = "relu",
                Network = Network,
                GraphHash = hash,
                Seed = seed,
                Fidelity = new FidelityRange(0, epochs, epochs),
                Device = "cpu",
            },
            reports,
            CancellationToken.None);
    }

    private sealed class NoTask : IEvaluatorContext
    {
        public ITaskData OpenTask(EvaluationRequest request) => throw new InvalidOperationException("A table needs no task.");
    }

    private sealed class Reports : IEvaluationReporter
    {
        private readonly List<double> _scores = [];

        public double[] Scores => [.. _scores];

        public ValueTask<ReportDecision> ReportAsync(EvaluationReport report)
        {
            _scores.Add(report.Metrics["validation-accuracy"]);
            return ValueTask.FromResult(ReportDecision.Continue);
        }

        public void Warn(string warning) => Assert.Fail(warning);
    }
}
