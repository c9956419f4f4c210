using System.Collections.Immutable;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.Host.Tests.Studies;

/// <summary>Trials that rest and go on.</summary>
internal sealed class SegmentTests
{
    private const int Horizon = 9;

    [Test]
    public async Task Trials_rest_at_rungs_and_go_on_from_their_checkpoints()
    {
        List<EvaluationRequest> requests = [];
        using StudyBench bench = Bench(onEvaluate: requests.Add);
        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));

        StudyState state = bench.State();
        StudyTrial whole = state.Trials.First(trial => trial.State == TrialState.Completed);
        var segments = requests.Where(request => request.Trial == whole.Number).ToArray();
        string In(int fidelity) => Path.Combine(bench.Folder.Checkpoints, $"trial-{whole.Number}-at-{fidelity}.checkpoint");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(segments.Select(request => request.Fidelity), Is.EqualTo(
                new FidelityRange[] { new(0, 1, Horizon), new(1, 3, Horizon), new(3, 9, Horizon) }));
            Assert.That(segments.Select(request => request.CheckpointIn), Is.EqualTo(new[] { null, In(1), In(3) }));
            Assert.That(segments.Select(request => request.CheckpointOut), Is.EqualTo(new[] { In(1), In(3), null }));
            Assert.That(whole.Reports.Select(report => report.Fidelity), Is.EqualTo(Enumerable.Range(1, Horizon)));
            Assert.That(Directory.GetFiles(bench.Folder.Checkpoints), Is.Empty, "Checkpoints are left.");
        }
    }

    [Test]
    public async Task A_trial_counts_once_and_what_nothing_promotes_is_pruned_at_its_highest_fidelity()
    {
        using StudyBench bench = Bench();
        await bench.RunAsync();

        StudyState state = bench.State();
        int[] reached = [.. state.Trials.Select(trial => trial.Finished!.Fidelity)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(state.Trials, Has.Count.EqualTo(27));
            Assert.That(new[] { 1, 3, 9 }.Select(rung => reached.Count(fidelity => fidelity == rung)), Is.EqualTo(new[] { 18, 6, 3 }));
            Assert.That(state.Trials.Select(trial => trial.State), Has.Exactly(3).EqualTo(TrialState.Completed).And.Exactly(24).EqualTo(TrialState.Pruned));
            Assert.That(state.Spent, Is.EqualTo(reached.Sum()));
            Assert.That(state.Paused, Is.Empty);
            Assert.That(state.Best!.Score(state.Objective), Is.EqualTo(state.Trials.Max(trial => trial.Score(state.Objective))));
        }
    }

    // The checkpoints of the whole study are not in the cut-off one's folder: every trial that goes on there begins afresh, and
    // comes to the same.
    [Test]
    public async Task A_study_with_resting_trials_cut_off_at_any_byte_comes_to_the_same_journal()
    {
        using StudyBench whole = Bench();
        await whole.RunAsync();
        byte[] journal = File.ReadAllBytes(whole.Folder.Journal);
        ImmutableArray<JournalRecord> expected = whole.Records();
        int restarts = 0;

        Prop.ForAll(Gen.Choose(0, journal.Length).ToArbitrary(), length =>
        {
            using StudyBench cut = Bench();
            File.WriteAllBytes(cut.Folder.Journal, journal[..length]);
            cut.RunAsync().GetAwaiter().GetResult();
            restarts += cut.Records().OfType<JournalRecord.Restarted>().Count();
            string? difference = CanonicalJournal.Difference(expected, cut.Records());
            return (difference is null).Label(difference ?? "");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        Assert.That(restarts, Is.GreaterThan(0), "No trial ever went on without its checkpoint.");
    }

    [Test]
    public async Task A_checkpoint_that_is_gone_is_told_of_and_its_epochs_are_spent_again()
    {
        bool removed = false;
        StudyBench bench = null!;
        using (bench = Bench(onEvaluate: request =>
        {
            if (request.CheckpointIn is { } file && !removed)
            {
                removed = true;
                File.Delete(file);
            }
        }))
        {
            await bench.RunAsync();
            JournalRecord.Restarted restarted = bench.Records().OfType<JournalRecord.Restarted>().Single();
            Assert.That(restarted.Reason, Does.Contain("checkpoint"));
            Assert.That(bench.State().Trials[restarted.Trial].Finished!.State, Is.EqualTo(TrialState.Completed).Or.EqualTo(TrialState.Pruned));
            Assert.That(bench.State().Spent, Is.EqualTo(bench.State().Trials.Sum(trial => trial.Finished!.Fidelity) + 1));
        }
    }

    // Five bytes each: two trials' checkpoints have room.
    [Test]
    public async Task Checkpoints_of_resting_trials_keep_within_their_space_and_the_worst_of_the_lowest_rung_begin_again()
    {
        long most = 0;
        StudyBench bench = null!;
        using StudyBench whole = Bench();
        using (bench = Bench(onEvaluate: _ => most = Math.Max(most, SpaceOfResting(bench)), space: 10))
        {
            await whole.RunAsync();
            await bench.RunAsync();

            JournalRecord.Restarted[] restarts = [.. bench.Records().OfType<JournalRecord.Restarted>()];
            using (Assert.EnterMultipleScope())
            {
                Assert.That(most, Is.EqualTo(10));
                Assert.That(restarts, Is.Not.Empty);
                Assert.That(restarts.Select(restarted => restarted.Reason), Is.All.EqualTo("its checkpoint made room for others (--checkpoint-space)"));
                Assert.That(CanonicalJournal.Difference(whole.Records(), bench.Records()), Is.Null);
                Assert.That(bench.State().Spent, Is.GreaterThan(whole.State().Spent));
                Assert.That(Directory.GetFiles(bench.Folder.Checkpoints), Is.Empty, "Something is left.");
            }
        }
    }

    [Test]
    public void Of_two_rungs_the_lower_one_makes_room_and_there_the_worse()
    {
        using StudyBench bench = new();
        CheckpointStore store = new(bench.Folder.Checkpoints, 10);
        StudyState state = new();
        state.Apply(bench.CreatePlan().Opened);
        foreach ((int trial, int fidelity, double accuracy) in new[] { (0, 3, 0.1), (1, 1, 0.5), (2, 1, 0.4), (3, 1, 0.9) })
        {
            state.Apply(new JournalRecord.Proposed
            {
                Trial = trial, Architecture = $"node({trial})", Parents = [], Operator = "sample", GraphHash = $"{trial}", Parameters = 1, MultiplyAdds = 1, ActivationMemory = 1,
            });
            state.Apply(new JournalRecord.Paused { Trial = trial, Fidelity = fidelity, Metrics = ScriptedEvaluator.Metrics(accuracy) });
            File.WriteAllText(store.PathOf(trial, fidelity), "state");
            store.Rest(trial, state);
        }

        Assert.That((bool[])[store.WasDropped(0, 3), store.WasDropped(1, 1), store.WasDropped(2, 1), store.WasDropped(3, 1)], Is.EqualTo(new[] { false, true, true, false }));
        // A resumed study knows it from what lies there.
        CheckpointStore again = new(bench.Folder.Checkpoints, 10);
        again.Sweep(state);
        Assert.That((again.WasDropped(2, 1), again.WasDropped(3, 1)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Strategies_are_told_what_rests_with_all_its_results()
    {
        List<StudyEvent> told = [], again = [];
        using StudyBench bench = Bench(onApply: told.Add);
        await bench.RunAsync();
        using StudyBench replayed = Bench(onApply: again.Add, trials: 28);
        File.Copy(bench.Folder.Journal, replayed.Folder.Journal);
        await replayed.RunAsync();

        Trial[] rests = [.. told.OfType<StudyEvent.Paused>().Select(e => e.Trial).Where(trial => trial.Fidelity == 3)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.OfType<StudyEvent.Paused>().Count(), Is.EqualTo(27 + 9));
            Assert.That(told.OfType<StudyEvent.Finished>().Select(e => e.Trial.Number), Is.EquivalentTo(Enumerable.Range(0, 27)));
            Assert.That(rests, Is.All.Matches<Trial>(trial =>
                trial.State == TrialState.Paused && trial.Results.Keys.SequenceEqual([1, 2, 3]) && trial.Results[3].SequenceEqual(trial.Metrics)));
            Assert.That(again.Take(told.Count).Select(Words), Is.EqualTo(told.Select(Words)));
        }

        static string Words(StudyEvent e) => e switch
        {
            StudyEvent.Paused { Trial: var t } => $"{t.Number} rests at {t.Fidelity} of {string.Join(' ', t.Results.Keys)}",
            StudyEvent.Finished { Trial: var t } => $"{t.Number} {t.State} at {t.Fidelity} of {string.Join(' ', t.Results.Keys)}",
            _ => $"{e}",
        };
    }

    // A generation that waits for trials which nothing promotes would wait for ever: they are ended for it.
    [Test]
    public async Task A_strategy_that_waits_for_ends_alone_is_not_left_waiting([Values(1, 4)] int slots)
    {
        int proposed = 0, finished = 0;
        using StudyBench bench = new()
        {
            Slots = slots,
            Plan = plan => plan with { Trials = 27, Epochs = Horizon, Pruner = new Halving(), PrunerName = "halving" },
            Strategy = () => new ScriptedStrategy
            {
                OnPropose = (_, _) => proposed - finished >= 5 ? ProposalOutcome.Wait : null,
                OnApply = e =>
                {
                    proposed += e is StudyEvent.Proposed ? 1 : 0;
                    finished += e is StudyEvent.Finished ? 1 : 0;
                },
            },
        };
        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));
        Assert.That(bench.State().Trials, Has.Count.EqualTo(27).And.All.Matches<StudyTrial>(trial => trial.Finished is not null));
    }

    [Test]
    public async Task A_trial_that_fails_when_it_goes_on_has_no_score_though_it_rested_with_one()
    {
        using StudyBench bench = Bench(result: request =>
            request.Fidelity.From == 3 ? new EvaluationResult.Failed(FailureKind.NotFinite, "diverged") : null);
        await bench.RunAsync();

        StudyState state = bench.State();
        Assert.That(state.Trials.Count(trial => trial.State == TrialState.Failed), Is.GreaterThan(0));
        Assert.That(state.Trials.Where(trial => trial.State == TrialState.Failed).Select(trial => trial.Score(state.Objective)), Is.All.Null);
        Assert.That(state.Best!.State, Is.EqualTo(TrialState.Pruned));
        Assert.That(state.Best.Score(state.Objective), Is.EqualTo(state.Trials.Max(trial => trial.Score(state.Objective))));
    }

    // An equal network learns nothing of its own: it has the result of the one that rests, and goes no further.
    [Test]
    public async Task The_equal_of_a_trial_that_rests_is_not_trained()
    {
        List<int> ran = [];
        using StudyBench bench = new()
        {
            Plan = plan => plan with { Trials = 6, Epochs = Horizon, Pruner = new Halving(), PrunerName = "halving" },
            Strategy = () => new ScriptedStrategy { OnPropose = (context, _) => new Proposal(Architecture.Parse($"node({context.Number % 2})")) },
            Evaluator = () => new ScriptedEvaluator { OnEvaluate = (request, _) => Note(ran, request.Trial) },
        };
        await bench.RunAsync();

        Assert.That(ran, Is.EqualTo(new[] { 0, 1 }));
        Assert.That(bench.State().Trials.Skip(2), Is.All.Matches<StudyTrial>(trial =>
            trial is { State: TrialState.Pruned, Finished.Fidelity: 1 } && trial.Finished.CachedFrom == trial.Number % 2));
    }

    [Test]
    public async Task The_time_limit_is_the_trials_and_not_the_segments()
    {
        using StudyBench bench = new()
        {
            Plan = plan => plan with { Trials = 3, Epochs = Horizon, Pruner = new Halving(), PrunerName = "halving", TrialTimeout = TimeSpan.FromSeconds(1.2) },
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = async (_, cancellation) =>
                {
                    await Task.Delay(800, cancellation);
                    return null;
                },
            },
        };
        await bench.RunAsync();
        Assert.That(bench.State().Trials.Select(trial => trial.State), Is.EquivalentTo(
            new[] { TrialState.Failed, TrialState.Pruned, TrialState.Pruned }));
        Assert.That(bench.State().Trials.Single(trial => trial.State == TrialState.Failed).Finished!.Failure, Is.EqualTo(FailureKind.TimeLimit));
    }

    [TestCase("far", "The pruner 'faulty' has trial 0 go to fidelity 10 first, expected 1 to 9.")]
    [TestCase("back", "The pruner 'faulty' has trial 0 go on to fidelity 1, expected 2 to 9.")]
    [TestCase("stranger", "The pruner 'faulty' has trial 7 go on, which is not paused.")]
    [TestCase("throws", "The pruner 'faulty' threw FormatException when told that trial 0 rests: oops.")]
    public void A_faulty_pruner_ends_the_study_with_a_sentence(string fault, string sentence)
    {
        using StudyBench bench = new() { Plan = plan => plan with { Epochs = Horizon, Pruner = new Faulty(fault), PrunerName = "faulty" } };
        StudyFault thrown = Assert.ThrowsAsync<StudyFault>(() => bench.RunAsync())!;
        Assert.That(thrown.Message, Does.StartWith(sentence));
    }

    private static StudyBench Bench(
        Action<EvaluationRequest>? onEvaluate = null,
        Func<EvaluationRequest, EvaluationResult?>? result = null,
        Action<StudyEvent>? onApply = null,
        int trials = 27,
        long space = long.MaxValue) => new()
    {
        Plan = plan => plan with { Trials = trials, CheckpointSpace = space, Epochs = Horizon, Pruner = new Halving(), PrunerName = "halving" },
        Strategy = () => new ScriptedStrategy { OnApply = onApply },
        Evaluator = () => new ScriptedEvaluator
        {
            OnEvaluate = (request, _) =>
            {
                onEvaluate?.Invoke(request);
                if (request.CheckpointIn is { } before && !File.Exists(before))
                    return Task.FromResult<EvaluationResult?>(new EvaluationResult.Failed(FailureKind.Checkpoint, $"the checkpoint {before} is missing"));
                if (request.CheckpointOut is { } after)
                    File.WriteAllText(after, "state");
                return Task.FromResult(result?.Invoke(request));
            },
        },
    };

    private static long SpaceOfResting(StudyBench bench) => !Directory.Exists(bench.Folder.Checkpoints) ? 0
        : bench.State() is var state ? state.Paused.Sum(number => new FileInfo(Path.Combine(bench.Folder.Checkpoints, $"trial-{number}-at-{state.Trials[number].Rested}.checkpoint")) is { Exists: true, Length: var length } ? length : 0)
        : 0;

    private static Task<EvaluationResult?> Note<T>(List<T> notes, T note)
    {
        notes.Add(note);
        return Task.FromResult<EvaluationResult?>(null);
    }

    /// <summary>Rungs 1, 3, 9: the better third of each rung goes on.</summary>
    private sealed class Halving : IPruner
    {
        private static readonly int[] Rungs = [1, 3, Horizon];
        private readonly Dictionary<int, (int Trial, double Score)[]> _rungs = Rungs.ToDictionary(rung => rung, _ => Array.Empty<(int, double)>());
        private readonly HashSet<int> _paused = [];

        public int Begin(int trial) => 1;

        public Promotion? Promote()
        {
            foreach (int k in (int[])[1, 0])
            {
                (int Trial, double Score)[] rung = _rungs[Rungs[k]];
                foreach ((int trial, _) in rung.OrderByDescending(entry => entry.Score).Take(rung.Length / 3))
                {
                    if (_paused.Contains(trial) && !(k == 0 && _rungs[3].Any(entry => entry.Trial == trial)))
                        return new Promotion(trial, Rungs[k + 1]);
                }
            }

            return null;
        }

        public ReportDecision Decide(int trial, EvaluationReport report) => ReportDecision.Continue;

        public void Apply(StudyEvent e)
        {
            switch (e)
            {
                case StudyEvent.Planned planned:
                    _paused.Remove(planned.Number);
                    break;
                case StudyEvent.Paused { Trial: var trial }:
                    _paused.Add(trial.Number);
                    _rungs[trial.Fidelity] = [.. _rungs[trial.Fidelity], (trial.Number, trial.Metrics["accuracy"])];
                    break;
                case StudyEvent.Finished { Trial: var trial }:
                    _paused.Remove(trial.Number);
                    break;
            }
        }
    }

    private sealed class Faulty(string fault) : IPruner
    {
        public int Begin(int trial) => fault == "far" ? 10 : 1;

        public Promotion? Promote() => fault switch
        {
            "back" => new Promotion(0, 1),
            "stranger" => new Promotion(7, 9),
            _ => null,
        };

        public ReportDecision Decide(int trial, EvaluationReport report) => ReportDecision.Continue;

        public void Apply(StudyEvent e)
        {
            if (fault == "throws" && e is StudyEvent.Paused)
                throw new FormatException("oops");
        }
    }
}
