using System.Collections.Immutable;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.Host.Tests.Studies;

internal sealed class ResumeTests
{
    [Test]
    public async Task A_study_cut_off_at_any_byte_comes_to_the_same_journal()
    {
        using StudyBench whole = Bench();
        await whole.RunAsync();
        byte[] journal = File.ReadAllBytes(whole.Folder.Journal);
        ImmutableArray<JournalRecord> expected = whole.Records();

        Prop.ForAll(Gen.Choose(0, journal.Length).ToArbitrary(), length =>
        {
            using StudyBench cut = Bench();
            File.WriteAllBytes(cut.Folder.Journal, journal[..length]);
            StudyEnding ending = cut.RunAsync().GetAwaiter().GetResult();
            return (ending == StudyEnding.Completed && CanonicalJournal.Difference(expected, cut.Records()) is null)
                .Label(CanonicalJournal.Difference(expected, cut.Records()) ?? $"{ending}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Test]
    public async Task A_study_cut_off_several_times_comes_to_the_same_journal()
    {
        using StudyBench whole = Bench();
        await whole.RunAsync();
        using StudyBench cut = Bench();
        Bogus.Randomizer random = new(8675309);

        int attempts = 0;
        for (int i = 0; i < 15; i++)
        {
            await cut.RunAsync();
            attempts = Math.Max(attempts, cut.State().Trials.Max(trial => trial.Attempts));
            byte[] journal = File.ReadAllBytes(cut.Folder.Journal);
            File.WriteAllBytes(cut.Folder.Journal, journal[..random.Int(journal.Length / 4, journal.Length)]);
        }

        await cut.RunAsync();
        Assert.That(CanonicalJournal.Difference(whole.Records(), cut.Records()), Is.Null);
        Assert.That(attempts, Is.GreaterThan(1), "Nothing was ever begun again.");
    }

    // With several workers the order of ends is the machine's; whatever it was, no trial is lost or repeated.
    [Test]
    public async Task Cut_off_with_several_workers_no_trial_is_lost_or_repeated()
    {
        using StudyBench bench = new() { Slots = 4, Plan = plan => plan with { Trials = 40 } };
        await bench.RunAsync();
        byte[] journal = File.ReadAllBytes(bench.Folder.Journal);
        foreach (int length in (int[])[journal.Length / 5, journal.Length / 2, journal.Length * 9 / 10])
        {
            File.WriteAllBytes(bench.Folder.Journal, journal[..length]);
            var before = bench.Records().OfType<JournalRecord.Finished>().ToList();
            Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));

            var after = bench.Records().OfType<JournalRecord.Finished>().ToList();
            Assert.That(after.Select(finished => finished.Trial).Order(), Is.EqualTo(Enumerable.Range(0, 40)));
            Assert.That(after.Take(before.Count).Select(JournalLine.Text), Is.EqualTo(before.Select(JournalLine.Text)));
        }
    }

    // Applying a journal rebuilds the strategy: it is asked for new trials only, and told each event once.
    [Test]
    public async Task A_strategy_is_told_the_journal_and_not_asked_again()
    {
        using StudyBench first = new();
        await first.RunAsync();
        List<int> asked = [];
        List<StudyEvent> told = [];
        using StudyBench more = new()
        {
            Plan = plan => plan with { Trials = 12 },
            Strategy = () => new ScriptedStrategy
            {
                OnPropose = (context, _) =>
                {
                    asked.Add(context.Number);
                    return null;
                },
                OnApply = told.Add,
            },
        };
        File.Copy(first.Folder.Journal, more.Folder.Journal);
        await more.RunAsync();

        Assert.That(asked, Is.EqualTo(new[] { 10, 11 }));
        Assert.That(told.OfType<StudyEvent.Proposed>().Select(e => e.Number), Is.EqualTo(Enumerable.Range(0, 12)));
        Assert.That(told.OfType<StudyEvent.Finished>().Select(e => e.Trial.Number), Is.EqualTo(Enumerable.Range(0, 12)));
        Assert.That(told.OfType<StudyEvent.Finished>().All(e => e.Trial.Metrics.ContainsKey("accuracy")));
    }

    // A strategy that takes its time with each event may take long over a large journal, and one that hangs may not.
    [TestCase(150, ExpectedResult = StudyEnding.Completed)]
    [TestCase(60_000, ExpectedResult = null)]
    public async Task<StudyEnding?> The_time_limit_is_that_of_each_event_of_a_journal(int milliseconds)
    {
        using StudyBench first = new();
        await first.RunAsync();
        bool isReplay = true;
        using StudyBench more = new()
        {
            Plan = plan => plan with { Trials = 12, ProposeTimeout = TimeSpan.FromSeconds(2) },
            Strategy = () => new ScriptedStrategy
            {
                OnPropose = (_, _) =>
                {
                    isReplay = false;
                    return null;
                },
                OnApply = _ => Thread.Sleep(isReplay ? milliseconds : 0),
            },
        };
        File.Copy(first.Folder.Journal, more.Folder.Journal);
        if (milliseconds < 2000)
            return await more.RunAsync();
        StudyFault fault = Assert.ThrowsAsync<StudyFault>(() => more.RunAsync())!;
        Assert.That(fault.Message, Does.StartWith("The strategy 'scripted' did not answer within 2 s (--propose-timeout) when told that trial 0 was proposed."));
        return null;
    }

    [Test]
    public async Task A_finished_study_has_nothing_left_to_do()
    {
        using StudyBench bench = Bench();
        Assert.That(StudyRunner.IsDone(bench.CreatePlan(), bench.State()), Is.False);
        await bench.RunAsync();

        Assert.That(StudyRunner.IsDone(bench.CreatePlan(), bench.State()), Is.True);
        Assert.That(StudyRunner.IsDone(bench.CreatePlan() with { Trials = 26 }, bench.State()), Is.False);
        Assert.That(StudyRunner.IsDone(bench.CreatePlan() with { FinalEpochs = 9 }, bench.State()), Is.False);
    }

    [Test]
    public async Task Stopped_by_the_user_what_runs_is_begun_again_and_nothing_else()
    {
        using CancellationTokenSource stop = new();
        bool stopped = false;
        using StudyBench bench = new()
        {
            Evaluator = () => new ScriptedEvaluator
            {
                OnEvaluate = async (request, cancellation) =>
                {
                    if (request.Trial == 4 && !stopped)
                    {
                        stopped = true;
                        await stop.CancelAsync();
                        await Task.Delay(Timeout.Infinite, cancellation);
                    }

                    return null;
                },
            },
        };

        Assert.That(await bench.RunAsync(cancellation: stop.Token), Is.EqualTo(StudyEnding.Interrupted));
        Assert.That(bench.State().Ending, Is.EqualTo(StudyEnding.Interrupted));
        Assert.That(bench.State().Outstanding, Is.EqualTo(new[] { 4 }));

        Assert.That(await bench.RunAsync(), Is.EqualTo(StudyEnding.Completed));
        Assert.That(bench.State().Trials.Select(trial => trial.Attempts), Is.EqualTo(new[] { 1, 1, 1, 1, 2, 1, 1, 1, 1, 1 }));
    }

    /// <summary>A study with everything that can happen to a trial: some equal, some rejected, some failed, some pruned; and a final.</summary>
    private static StudyBench Bench() => new()
    {
        Strategy = () => new ScriptedStrategy { Variety = 12, OnPropose = Oversize },
        Evaluator = () => new ScriptedEvaluator { OnEvaluate = FailSome },
        Plan = plan => plan with { Trials = 25, FinalEpochs = 3, Pruner = new ThresholdPruner(), PrunerName = "threshold" },
    };

    private static ProposalOutcome? Oversize(ProposalContext context, CancellationToken cancellation) => context.Number % 7 == 3
        ? new Proposal(Sdk.Grammars.Architecture.Parse($"node({20_000 + context.Number})"))
        : (ProposalOutcome?)null;

    private static Task<EvaluationResult?> FailSome(EvaluationRequest request, CancellationToken cancellation) => Task.FromResult<EvaluationResult?>(
        request.Purpose == Purpose.Search && request.Seed % 5 == 0 ? new EvaluationResult.Failed(FailureKind.OutOfMemory, "too large") : null);

    private sealed class ThresholdPruner : IPruner
    {
        private double _best;

        public int Begin(int trial) => 2;

        public Promotion? Promote() => null;

        public ReportDecision Decide(int trial, EvaluationReport report) =>
            report.Metrics["accuracy"] < _best / 4 ? ReportDecision.Stop : ReportDecision.Continue;

        public void Apply(StudyEvent e) => _best = Math.Max(_best, e is StudyEvent.Reported { Report.Metrics: var metrics } ? metrics["accuracy"] : 0);
    }
}
