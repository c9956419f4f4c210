using System.Collections.Immutable;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Tests.Studies;

/// <summary>What evaluations come to: results, reports, time limits.</summary>
internal sealed class ResultTests
{
    [Test]
    public async Task Results_that_are_no_score_are_failures_with_a_reason()
    {
        EvaluationResult?[] results =
        [
            new EvaluationResult.Completed(2, ScriptedEvaluator.Metrics(double.NaN)),
            new EvaluationResult.Completed(2, ImmutableSortedDictionary<string, double>.Empty.Add("loss", 1)),
            new EvaluationResult.Completed(1, ScriptedEvaluator.Metrics(0.5)),
            new EvaluationResult.Failed(FailureKind.OutOfMemory, "no memory for 12 GB"),
            null,
        ];
        using StudyBench bench = new()
        {
            Plan = plan => plan with { Trials = 5 },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = (request, _) => request.Trial == 4 ? throw new FormatException("odd") : Task.FromResult(results[request.Trial]),
            },
        };
        await bench.RunAsync();

        Assert.That(bench.State().Trials.Select(trial => trial.State), Is.All.EqualTo(TrialState.Failed));
        Assert.That(bench.State().Trials.Select(trial => (trial.Finished!.Failure, trial.Finished.Reason)), Is.EqualTo(new (FailureKind?, string)[]
        {
            (FailureKind.NotFinite, "accuracy was not finite"),
            (FailureKind.Error, "the evaluator 'scripted' gave no metric 'accuracy', which the study optimises; it gave loss"),
            (FailureKind.Error, "the evaluator 'scripted' ended at fidelity 1, 2 was asked for"),
            (FailureKind.OutOfMemory, "no memory for 12 GB"),
            (FailureKind.Error, "the evaluator 'scripted' threw FormatException: odd"),
        }));
        Assert.That(bench.State().Best, Is.Null);
    }

    [Test]
    public async Task A_report_that_is_not_finite_fails_its_trial()
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with { Trials = 1 },
            Evaluator = () => new ReportingEvaluator(double.PositiveInfinity),
        };
        await bench.RunAsync();

        Assert.That(bench.State().Trials[0].Finished!.Reason, Is.EqualTo("accuracy was not finite at fidelity 1"));
    }

    [Test]
    public async Task A_trial_that_takes_too_long_fails_and_the_search_goes_on()
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with { TrialTimeout = TimeSpan.FromSeconds(0.2) },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = async (request, cancellation) =>
                {
                    if (request.Trial == 3)
                        await Task.Delay(Timeout.Infinite, cancellation);
                    return null;
                },
            },
        };
        await bench.RunAsync();

        Assert.That(bench.State().Trials[3].Finished, Has.Property("Failure").EqualTo(FailureKind.TimeLimit)
            .And.Property("Reason").EqualTo("took longer than 0.2 s (--trial-timeout)"));
        Assert.That(bench.State().Trials.Count(trial => trial.State == TrialState.Completed), Is.EqualTo(9));
    }

    [Test]
    public async Task A_pruner_stops_trials_and_every_decision_is_recorded()
    {
        using StudyBench bench = new() { Plan = plan => plan with { Pruner = new StopAtOnce(), PrunerName = "stop" } };
        await bench.RunAsync();

        Assert.That(bench.State().Trials, Is.All.Matches<StudyTrial>(trial => trial is { State: TrialState.Pruned, Finished.Fidelity: 1 }));
        Assert.That(bench.Records().OfType<JournalRecord.Decided>().Select(decided => decided.Decision), Has.Exactly(10).EqualTo(ReportDecision.Stop));
    }

    private sealed class ReportingEvaluator(double value) : IEvaluator
    {
        public IReadOnlyDictionary<string, string> Facts { get; } = new Dictionary<string, string>();

        public async Task<EvaluationResult> EvaluateAsync(EvaluationRequest request, IEvaluationReporter reporter, CancellationToken cancellation)
        {
            await reporter.ReportAsync(new EvaluationReport(1, ScriptedEvaluator.Metrics(value)));
            return new EvaluationResult.Completed(2, ScriptedEvaluator.Metrics(0.5));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class StopAtOnce : IPruner
    {
        public int Begin(int trial) => 2;

        public Promotion? Promote() => null;

        public ReportDecision Decide(int trial, EvaluationReport report) => ReportDecision.Stop;

        public void Apply(StudyEvent e)
        {
        }
    }
}
