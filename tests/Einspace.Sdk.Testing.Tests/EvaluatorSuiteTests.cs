using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Testing.Tests;

/// <summary>Every rule for evaluators catches an evaluator that breaks it, and lets sound ones pass.</summary>
internal sealed class EvaluatorSuiteTests
{
    private static IEnumerable<ConformanceRule<EvaluatorUnderTest>> Rules => EvaluatorSuite.Rules;

    [TestCaseSource(nameof(Rules))]
    public void ASoundEvaluatorKeepsEveryPromise(ConformanceRule<EvaluatorUnderTest> rule) => rule.Check(new(new MadeUpEvaluator()));

    [TestCaseSource(nameof(Rules))]
    public void AFormulaKeepsEveryPromise(ConformanceRule<EvaluatorUnderTest> rule) => rule.Check(new(new Formula()));

    [Test]
    public void TheToyNetworksAreDifferent() =>
        Assert.That(ToyGrammar.Networks.Select(network => network.Hash), Is.Unique.And.Exactly(8).Items);

    [Test]
    public void AnObjectiveThatIsNotMeasured() => AssertCaught("declaration", "the default objective Objective { Metric = speed",
        new() { WrongObjective = new("speed", Direction.Maximise) });

    [Test]
    public void NoMetricsOnATask() => AssertCaught("declaration", "the metrics '' on the task toy", new() { WrongOnTask = [] });

    [Test]
    public void AnotherObjectiveOnAClassification() => AssertCaught("declaration", "the objective Objective { Metric = speed",
        new() { WrongOnTask = [new("speed", Direction.Maximise), new(MadeUpEvaluator.Metric, Direction.Maximise)] });

    [Test]
    public void ACostThatIsTheHosts() => AssertCaught("declaration", "the metric 'seconds', which the host measures", new()
    {
        WrongMetrics = [new(MadeUpEvaluator.Metric, Direction.Maximise), new(CostMetric.Seconds, Direction.Minimise)],
    });

    [Test]
    public void NoFacts() => AssertCaught("declaration", "facts that are null", new() { WrongFacts = null });

    [Test]
    public void NoResult() => AssertCaught("answers", "it answered null for", new() { WrongResult = (_, _) => null! });

    [Test]
    public void AnExceptionInsteadOfAScore() => AssertCaught("answers", "it threw FormatException: no",
        new() { Before = (_, _, _) => throw new FormatException("no") });

    [Test]
    public void AnotherFidelity() => AssertCaught("answers", "'completed at 2", new()
    {
        WrongResult = (_, sound) => ((EvaluationResult.Completed)sound) with { Fidelity = 2 },
    });

    [Test]
    public void AFailureWithoutAReason() => AssertCaught("answers", "a failure (Error) without a reason",
        new() { WrongResult = (_, _) => new EvaluationResult.Failed(FailureKind.Error, "") });

    [Test]
    public void NothingThatIsScored() => AssertCaught("answers", "0 of 8 networks with a score",
        new() { WrongResult = (_, _) => new EvaluationResult.Failed(FailureKind.Error, "not today") });

    [Test]
    public void AMetricThatIsNotDeclared() => AssertCaught("metrics", "has the metrics loss, made-up-accuracy; declared are made-up-accuracy", new()
    {
        WrongResult = (_, sound) => sound is EvaluationResult.Completed completed ? completed with { Metrics = completed.Metrics.Add("loss", 1) } : sound,
    });

    [Test]
    public void AReportWithoutADeclaredMetric() => AssertCaught("metrics", "the report at 1 of",
        new() { WrongReport = report => report with { Metrics = report.Metrics.Clear() } });

    [Test]
    public void ReportsThatOvertake() => AssertCaught("reports", "before the one at 1 was answered", new() { IgnoresAnswers = true });

    [Test]
    public void ReportsThatDescend() => AssertCaught("reports", "a report at 2 after 3 was reached",
        new() { WrongReport = report => report with { Fidelity = 4 - report.Fidelity } });

    [Test]
    public void AReportBeyondTheEnd() => AssertCaught("reports", "a report at 4, beyond the 3 that was asked for",
        new() { WrongReport = report => report with { Fidelity = report.Fidelity + 1 } });

    [Test]
    public void AReportAfterTheEnd()
    {
        IEvaluationReporter? told = null;
        AssertCaught("reports", "a report at 4 after the evaluation had ended", new()
        {
            Before = (_, reporter, _) => told = reporter,
            WrongResult = (request, sound) =>
            {
                IEvaluationReporter late = told!;
                _ = Task.Delay(1).ContinueWith(
                    elapsed => late.ReportAsync(new EvaluationReport(4, ImmutableSortedDictionary<string, double>.Empty)), TaskScheduler.Default);
                return sound;
            },
        });
    }

    [Test]
    public void AResultThatContradictsTheReport() => AssertCaught("reports", "but at that fidelity made-up-accuracy = ", new()
    {
        WrongResult = (_, sound) => sound is EvaluationResult.Completed completed
            ? completed with { Metrics = completed.Metrics.SetItem(MadeUpEvaluator.Metric, 2000) }
            : sound,
    });

    [Test]
    public void StopThatIsNotHeard() => AssertCaught("stop", "3 reports for", new() { IgnoresStop = true });

    [Test]
    public void CancellationThatIsNotHeard()
    {
        int asked = 0;
        AssertCaught("cancellation", "s after it was cancelled before it begins", new()
        {
            IgnoresCancellation = true,
            // The first evaluation is let alone: it warms up.
            Before = (_, _, _) => Thread.Sleep(asked++ == 0 ? 0 : 3000),
        });
    }

    [Test]
    public void AnotherExceptionWhenCancelled()
    {
        int asked = 0;
        AssertCaught("cancellation", "it threw ApplicationException", new()
        {
            Before = (_, _, _) =>
            {
                if (asked++ > 0)
                    throw new ApplicationException("why");
            },
        });
    }

    [Test]
    public void GoingOnToTheEnd() => AssertCaught("cancellation", " it was cancelled ", new() { IgnoresCancellation = true });

    [Test]
    public void ScoresThatRemember()
    {
        int evaluated = 0;
        AssertCaught("deterministic", "but after others", new() { WrongValue = (_, _, sound) => sound + evaluated++ });
    }

    [Test]
    public void ScoresOfTheTrialsNumber() => AssertCaught("equal-networks", "but as the third attempt of trial 7",
        new() { WrongValue = (request, _, sound) => sound + request.Trial });

    [Test]
    public void ScoresOfAnObject()
    {
        ComputationGraph known = ToyGrammar.Networks[0].Graph;
        AssertCaught("serialised", "but from the bytes that a worker is sent",
            new() { WrongValue = (request, _, sound) => ReferenceEquals(request.Network, known) ? sound + 1 : sound });
    }

    [Test]
    public void NanAsAScore() => AssertCaught("not-finite", "made-up-accuracy = NaN", new() { WrongValue = (_, _, _) => double.NaN });

    [Test]
    public void NanThatOnlyNanBringsForth() => AssertCaught("not-finite", ", with NaN in every example", new() { AddsExamples = true });

    [Test]
    public void AScoreForTheUnknown() => Breach.AssertCaught(
        EvaluatorSuite.Rules, "unknown", new EvaluatorUnderTest(new MadeUpEvaluator()) { Unscorable = [ToyGrammar.Networks[1]] }, ", which has no score");

    [Test]
    public void TheTestSplitWhileSearching() => AssertCaught("no-test-split-in-search", "opened for purpose Final",
        new() { Before = (request, _, context) => context.OpenTask(request with { Purpose = Purpose.Final }) });

    [Test]
    public void TheTestSplitAskedFor() => AssertCaught("no-test-split-in-search", "the test split is asked for", new()
    {
        Before = (request, _, context) =>
        {
            try
            {
                context.OpenTask(request).Count(DataSplit.Test);
            }
            catch (InvalidOperationException)
            {
                // It is not there, but it was wanted.
            }
        },
    });

    [Test]
    public void AFinalResultOfTheValidationSplit() => AssertCaught("final", "but the test split was not asked for", new() { ReadsNoTestSplit = true });

    [Test]
    public void DataThatAreDisposed() => AssertCaught("lent-data", "they are disposed",
        new() { Before = (request, _, context) => context.OpenTask(request).Dispose() });

    [Test]
    public void AStateThatIsNotInTheCheckpoint() => AssertCaught("segments", "when it rested at 1", new() { IgnoresCheckpoints = true });

    [Test]
    public void ACheckpointThatIsNotChecked() => AssertCaught("checkpoints", "from a checkpoint that is cut short", new() { ChecksNothingOfCheckpoints = true });

    [Test]
    public void ACheckpointThatIsNotNeededBecauseItIsIgnored() =>
        AssertCaught("checkpoints", "from a checkpoint that is missing", new() { IgnoresCheckpoints = true });

    [Test]
    public void WhatIsLeftBesideACheckpoint() => AssertCaught("checkpoints", "at-1.checkpoint.tmp is left beside the checkpoint", new() { LeavesFiles = true });

    [Test]
    public void EvaluatorsThatShareTheirState()
    {
        int inside = 0;
        AssertCaught("instances", "while 4 evaluators work at once", new()
        {
            WrongValue = (_, _, sound) =>
            {
                int others = Interlocked.Increment(ref inside) - 1;
                Thread.Sleep(2);
                Interlocked.Decrement(ref inside);
                return sound + others;
            },
        });
    }

    [Test]
    public void MemoryThatIsKept()
    {
        List<byte[]> kept = [];
        AssertLeak("MB of managed memory after", () => kept.Add(new byte[40_000]));
    }

    [Test]
    public void MemoryThatIsKeptOutsideTheHeap()
    {
        List<nint> kept = [];
        try
        {
            AssertLeak("MB resident after", () =>
            {
                kept.Add(Marshal.AllocHGlobal(40_000));
                Marshal.Copy(new byte[40_000], 0, kept[^1], 40_000);
            });
        }
        finally
        {
            kept.ForEach(Marshal.FreeHGlobal);
        }
    }

    // Thirty evaluations, as many as a slow machine may come to, leak more than the allowance.
    private static void AssertLeak(string found, Action leak) => Breach.AssertCaught(
        EvaluatorSuite.Rules, "memory", new EvaluatorUnderTest(new MadeUpEvaluator { Before = (_, _, _) => leak() }) { MemoryAllowance = 500_000 }, found);

    private static void AssertCaught(string rule, string found, MadeUpEvaluator wrong) =>
        Breach.AssertCaught(EvaluatorSuite.Rules, rule, new EvaluatorUnderTest(wrong), found);

    /// <summary>The smallest evaluator there is: one score, no data, no reports.</summary>
    private sealed class Formula : EvaluatorFactory<NoOptions>
    {
        public override EvaluatorHosting Hosting => EvaluatorHosting.InProcess;

        public override bool NeedsTask => false;

        public override EvaluatorProgress Progress => EvaluatorProgress.None;

        public override Objective DefaultObjective => new("smallness", Direction.Maximise);

        protected override IEvaluator Create(NoOptions options, IEvaluatorContext context) => new Evaluator();

        private sealed class Evaluator : IEvaluator
        {
            public IReadOnlyDictionary<string, string> Facts { get; } = ImmutableSortedDictionary<string, string>.Empty;

            public Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation) =>
                Task.FromResult<EvaluationResult>(new EvaluationResult.Completed(
                    request.Fidelity.To,
                    ImmutableSortedDictionary<string, double>.Empty.Add("smallness", 1 / (1 + (double)request.Network.Costs().Parameters))));

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
