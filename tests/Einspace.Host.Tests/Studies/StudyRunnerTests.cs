using System.Collections.Immutable;
using System.Diagnostics;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
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
    public void An_evaluator_in_the_host_that_never_ends_ends_the_study()
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with { TrialTimeout = TimeSpan.FromSeconds(0.1), EvaluatorPatience = TimeSpan.FromSeconds(0.2) },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = (request, _) => request.Trial == 1 ? new TaskCompletionSource<EvaluationResult?>().Task : Task.FromResult<EvaluationResult?>(null),
            },
        };

        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.StartWith("The evaluator 'scripted' did not end within 0.2 s of being told to, at trial 1"));
        Assert.That(bench.State().Trials[1].Finished!.Failure, Is.EqualTo(FailureKind.TimeLimit));
    }

    [Test]
    public async Task A_pruner_stops_trials_and_every_decision_is_recorded()
    {
        using StudyBench bench = new() { Plan = plan => plan with { Pruner = new StopAtOnce(), PrunerName = "stop" } };
        await bench.RunAsync();

        Assert.That(bench.State().Trials, Is.All.Matches<StudyTrial>(trial => trial is { State: TrialState.Pruned, Finished.Fidelity: 1 }));
        Assert.That(bench.Records().OfType<JournalRecord.Decided>().Select(decided => decided.Decision), Has.Exactly(10).EqualTo(ReportDecision.Stop));
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

    [TestCase("threw", "threw IndexOutOfRangeException when asked for trial 3: oops")]
    [TestCase("waited", "waits although no trial is outstanding")]
    [TestCase("nothing", "proposed nothing")]
    [TestCase("parent", "named a parent that is no earlier trial")]
    [TestCase("hung", "did not answer within 0.3 s (--propose-timeout)")]
    [TestCase("unrunnable", "proposed an architecture that does not run (no such thing)")]
    public async Task A_faulty_strategy_ends_the_study_with_its_name_and_the_trial(string fault, string words)
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with
            {
                ProposeTimeout = TimeSpan.FromSeconds(0.3),
                Realise = architecture => architecture.Text == "node(7)" ? throw new InputException("no such thing") : StudyBench.Realise(architecture),
            },
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => context.Number < 3 ? null : Misbehave(fault) },
        };

        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.StartWith($"The strategy 'scripted' {words}").And.Contains("trial 3"));
        Assert.That(bench.State().FinishedCount, Is.EqualTo(3), "The journal is not safe.");

        static ProposalOutcome? Misbehave(string fault)
        {
            switch (fault)
            {
                case "threw":
                    throw new IndexOutOfRangeException("oops");
                case "waited":
                    return ProposalOutcome.Wait;
                case "nothing":
                    return new ProposalOutcome.Proposed(null!);
                case "parent":
                    return new Proposal(Architecture.Parse("node(1)")) { Parents = [3] };
                case "hung":
                    Thread.Sleep(1500);
                    return null;
                default:
                    return Node(7);
            }
        }
    }

    [Test]
    public void A_strategy_that_throws_when_told_ends_the_study()
    {
        using StudyBench bench = new()
        {
            Strategy = () => new ScriptedStrategy { OnApply = e => Throw(e is StudyEvent.Finished { Trial.Number: 2 }) },
        };
        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.Contain("threw FormatException when told that trial 2 finished: told"));
        Assert.That(bench.State().FinishedCount, Is.EqualTo(3));

        static void Throw(bool now)
        {
            if (now)
                throw new FormatException("told");
        }
    }

    [Test]
    public void Workers_lost_in_a_row_end_the_study()
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with { LossesInARow = 3 },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = (request, _) => Task.FromResult<EvaluationResult?>(
                    request.Trial is 1 or >= 3 ? new EvaluationResult.Failed(FailureKind.WorkerLost, "the worker was killed by signal 9") : null),
            },
        };
        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.StartWith("3 workers in a row were lost").And.Contains("at trial 5: the worker was killed by signal 9. The study stops here"));
        Assert.That(bench.State().FinishedCount, Is.EqualTo(6));
    }

    [Test]
    public void Where_nothing_can_be_evaluated_the_study_ends_with_the_reason_and_no_trial_is_spent()
    {
        using StudyBench bench = new() { Evaluator = () => throw new InputException("libtorch was not found.") };
        Assert.That(() => bench.RunAsync(), Throws.TypeOf<InputException>().With.Message.EqualTo("libtorch was not found."));
        Assert.That(bench.State().Outstanding, Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public async Task An_architecture_that_lowers_to_another_network_than_recorded_is_refused()
    {
        using StudyBench bench = new();
        await bench.RunAsync();
        File.WriteAllLines(bench.Folder.Journal, File.ReadAllLines(bench.Folder.Journal).TakeWhile(line => !line.Contains("\"kind\":\"finished\"")));
        using StudyBench other = new() { Plan = plan => plan with { Realise = a => StudyBench.Realise(a) with { Hash = "other" } } };
        File.Copy(bench.Folder.Journal, other.Folder.Journal);

        Assert.That(() => other.RunAsync(), Throws.TypeOf<InputException>().With.Message.Contains("trial 0 no longer lowers to the network"));
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
