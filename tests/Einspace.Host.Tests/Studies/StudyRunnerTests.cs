using System.Diagnostics;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Host.Tests.Studies;

internal sealed class StudyRunnerTests
{
    [Test]
    public async Task A_study_runs_its_budget_and_closes()
    {
        using StudyBench bench = new();
        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));

        StudyState state = bench.State();
        Assert.That(state.Trials, Has.Count.EqualTo(10).And.All.Matches<StudyTrial>(trial => trial.State == TrialState.Completed));
        Assert.That(state.Trials.Select(trial => trial.Reports.Count), Is.All.EqualTo(2));
        Assert.That(state.Best!.Score(state.Objective), Is.EqualTo(state.Trials.Max(trial => trial.Score(state.Objective))));
        Assert.That(state.Facts!["library"], Is.EqualTo("none"));
        Assert.That(bench.Records().OfType<JournalRecord.Measured>().Count(), Is.EqualTo(1));
        Assert.That(bench.Records()[^1], Is.InstanceOf<JournalRecord.Closed>());
    }

    // With three slots several trials end in one turn: each record must be on the disk before anybody hears of it all the same.
    [Test]
    public async Task Nobody_hears_of_anything_before_it_is_durable()
    {
        List<string> undurable = [];
        StudyBench bench = null!;
        void Expect<T>(string who, Predicate<T> which)
            where T : JournalRecord
        {
            if (!bench.Records().OfType<T>().Any(record => which(record)))
                undurable.Add($"{who}: {typeof(T).Name}");
        }

        using (bench = new StudyBench
        {
            Slots = 3,
            Executor = inner => new WatchedExecutor(inner, request => Expect<JournalRecord.Dispatched>("executor", r => r.Trial == request.Trial)),
            Strategy = () => new ScriptedStrategy
            {
                OnPropose = (context, _) => context.Number % 4 == 3 ? Node(10_001) : (ProposalOutcome?)null,
                OnApply = e =>
                {
                    if (e is StudyEvent.Proposed { Number: var proposed })
                        Expect<JournalRecord.Proposed>("strategy", r => r.Trial == proposed);
                    if (e is StudyEvent.Finished { Trial.Number: var finished })
                        Expect<JournalRecord.Finished>("strategy", r => r.Trial == finished);
                },
            },
        })
        {
            List<long> told = [];
            await bench.RunAsync(new Watcher(record =>
            {
                told.Add(record.Number);
                Expect<JournalRecord>("observer", r => r.Number == record.Number);
            }));

            Assert.That(undurable, Is.Empty);
            Assert.That(told, Is.EqualTo(bench.Records().Select(record => record.Number)));
        }
    }

    [Test]
    public async Task A_strategy_is_told_of_its_proposal_before_it_is_asked_for_the_next()
    {
        List<string> heard = [];
        using StudyBench bench = new()
        {
            Slots = 4,
            Strategy = () => new ScriptedStrategy
            {
                OnPropose = (context, _) =>
                {
                    heard.Add($"asked {context.Number}");
                    return null;
                },
                OnApply = e =>
                {
                    if (e is StudyEvent.Proposed proposed)
                        heard.Add($"told {proposed.Number}");
                },
            },
        };
        await bench.RunAsync();

        Assert.That(heard, Is.EqualTo(Enumerable.Range(0, 10).SelectMany(number => new[] { $"asked {number}", $"told {number}" })));
    }

    [Test]
    public async Task Rejected_trials_count_against_attempts_and_never_run()
    {
        List<int> ran = [];
        using StudyBench bench = new()
        {
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => context.Number % 2 == 0 ? Node(10_001) : (ProposalOutcome?)null },
            Evaluator = () => new ScriptedEvaluator { OnEvaluate = (request, _) => Note(ran, request.Trial) },
            Plan = plan => plan with { Attempts = 9 },
        };

        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.AttemptsSpent));
        Assert.That(bench.State().Trials, Has.Count.EqualTo(9));
        Assert.That(ran, Is.EqualTo(new[] { 1, 3, 5, 7 }));
        Assert.That(bench.State().Trials[0].Finished, Has.Property("State").EqualTo(TrialState.Rejected)
            .And.Property("Reason").EqualTo("10001 parameters, at most 10000 are allowed"));
    }

    [Test]
    public async Task Failed_trials_count_against_the_budget_unless_failures_are_free([Values] bool free, [Values(1, 3)] int slots)
    {
        using StudyBench bench = new()
        {
            Slots = slots,
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => Node(context.Number) },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = (request, _) => Task.FromResult<EvaluationResult?>(request.Trial % 3 == 0 ? new EvaluationResult.Failed(FailureKind.Error, "bad luck") : null),
            },
            Plan = plan => plan with { Opened = plan.Opened with { FreeFailures = free } },
        };

        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));
        StudyState state = bench.State();
        Assert.That((state.Counted, state.FinishedCount), Is.EqualTo((10, 10)));
        Assert.That(state.Trials.Count(trial => trial.State == TrialState.Completed), Is.EqualTo(free ? 10 : 6));
        Assert.That(state.Trials, Has.Count.EqualTo(free ? 15 : 10), "0, 3, 6, 9, 12 failed.");
        Assert.That(StudyRunner.IsDone(bench.CreatePlan(), state));
    }

    [Test]
    public async Task Where_free_failures_never_end_the_attempts_do()
    {
        using StudyBench bench = new()
        {
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => Node(context.Number) },
            Evaluator = () => new ScriptedEvaluator { OnEvaluate = (_, _) => Task.FromResult<EvaluationResult?>(new EvaluationResult.Failed(FailureKind.Error, "always")) },
            Plan = plan => plan with { Attempts = 12, Opened = plan.Opened with { FreeFailures = true } },
        };

        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.AttemptsSpent));
        Assert.That((bench.State().Trials.Count, bench.State().Counted), Is.EqualTo((12, 0)));
    }

    [Test]
    public async Task Equal_networks_are_evaluated_once([Values(1, 3)] int slots)
    {
        List<string> ran = [];
        using StudyBench bench = new()
        {
            Slots = slots,
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => Node(context.Number % 2) },
            Evaluator = () => new ScriptedEvaluator { OnEvaluate = (request, _) => Note(ran, request.GraphHash) },
        };
        await bench.RunAsync();

        Assert.That(ran, Has.Count.EqualTo(2).And.Unique);
        StudyTrial cached = bench.State().Trials[8];
        Assert.That(cached.Finished!.CachedFrom, Is.Zero);
        Assert.That(cached.Finished.Metrics, Is.EqualTo(bench.State().Trials[0].Finished!.Metrics));
    }

    // The result of a network that failed is not passed on: what killed one worker need not kill another.
    [Test]
    public async Task An_equal_network_is_tried_again_where_the_first_failed()
    {
        using StudyBench bench = new()
        {
            Slots = 2,
            Strategy = () => new ScriptedStrategy { OnPropose = (_, _) => Node(5) },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = (request, _) => Task.FromResult<EvaluationResult?>(request.Trial == 0 ? new EvaluationResult.Failed(FailureKind.Error, "bad luck") : null),
            },
        };
        await bench.RunAsync();

        Assert.That(bench.State().Trials.Select(trial => trial.State), Is.EqualTo(
            new[] { TrialState.Failed }.Concat(Enumerable.Repeat(TrialState.Completed, 9))));
        Assert.That(bench.State().Trials[1].Finished!.CachedFrom, Is.Null);
    }

    // Equal architectures train equally, whatever their numbers: the seed is the network's.
    [Test]
    public void Evaluation_seeds_depend_on_study_network_and_replicate_alone()
    {
        ulong again = EvaluationSeed.Derive(1, "ab", 0);
        Assert.That(EvaluationSeed.Derive(1, "ab", 0), Is.EqualTo(again));
        Assert.That(
            new[] { EvaluationSeed.Derive(1, "ab", 0), EvaluationSeed.Derive(2, "ab", 0), EvaluationSeed.Derive(1, "ac", 0), EvaluationSeed.Derive(1, "ab", 1) },
            Is.Unique);
    }

    [Test]
    public async Task The_best_network_is_retrained_for_the_final_result_once()
    {
        List<(Purpose, int, int)> ran = [];
        using StudyBench bench = new()
        {
            Plan = plan => plan with { FinalEpochs = 7 },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = (request, _) => request.Purpose == Purpose.Final ? Note(ran, (request.Purpose, request.Trial, request.Fidelity.To)) : Task.FromResult<EvaluationResult?>(null),
            },
        };
        await bench.RunAsync();
        await bench.RunAsync();

        Assert.That(ran, Is.EqualTo(new[] { (Purpose.Final, bench.State().Best!.Number, 7) }));
        Assert.That(bench.State().FinalOf(bench.State().Best!.Number, 7)!.Metrics, Does.ContainKey("accuracy"));
    }

    [Test]
    public async Task A_strategy_with_nothing_left_ends_the_study()
    {
        using StudyBench bench = new()
        {
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => context.Number == 4 ? ProposalOutcome.Exhausted : null },
        };
        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Exhausted));
        Assert.That(StudyRunner.IsDone(bench.CreatePlan(), bench.State()), Is.True);
    }

    [Test]
    public async Task A_strategy_that_waits_is_asked_again_when_a_trial_finished()
    {
        using StudyBench bench = new()
        {
            Slots = 4,
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => context.Outstanding > 0 ? ProposalOutcome.Wait : null },
        };
        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));
    }

    // An interruption must not wait for a strategy that thinks.
    [Test]
    public async Task Stopping_does_not_wait_for_the_strategy()
    {
        using CancellationTokenSource stop = new();
        using StudyBench bench = new()
        {
            Strategy = () => new ScriptedStrategy
            {
                OnPropose = (context, _) =>
                {
                    if (context.Number == 2)
                    {
                        stop.Cancel();
                        Thread.Sleep(3000);
                    }

                    return null;
                },
            },
        };
        long begin = Stopwatch.GetTimestamp();
        Assert.That(await bench.RunAsync(cancellation: stop.Token), Is.EqualTo(StudyEnding.Interrupted));
        Assert.That(Stopwatch.GetElapsedTime(begin), Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    private static ProposalOutcome Node(int size) => new Proposal(Architecture.Parse($"node({size})"));

    private static Task<EvaluationResult?> Note<T>(List<T> notes, T note)
    {
        lock (notes)
            notes.Add(note);
        return Task.FromResult<EvaluationResult?>(null);
    }

    private sealed class WatchedExecutor(IExecutor inner, Action<EvaluationRequest> onStart) : IExecutor
    {
        public int Slots => inner.Slots;

        public IExecution Start(EvaluationRequest request, IEvaluationReporter reporter)
        {
            onStart(request);
            return inner.Start(request, reporter);
        }

        public IExecution? Attach(EvaluationRequest request, IEvaluationReporter reporter) => inner.Attach(request, reporter);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Watcher(Action<JournalRecord> onRecord) : IStudyObserver
    {
        public void Observe(JournalRecord record, StudyState state) => onRecord(record);
    }
}
