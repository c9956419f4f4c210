using System.Diagnostics;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>What plugins do wrong, by the real command: what it says and answers, and that the study goes on with a mended plugin.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class FaultTests
{
    private const int Aborted = 134;
    private static readonly string[] Strategy =
        ["--plugin", Folders.Fixture("FaultyStrategy"), "--strategy", "faulty", "--trials", "6", "--propose-timeout", "5s"];

    private static readonly string[] Evaluation =
        ["search", "--plugin", Folders.Fixture("FaultyEvaluation"), "--trials", "6", "--no-final", "--jobs", "1", "--max-parameters", "1M"];

    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [TestCase("throw", "threw InvalidOperationException when asked for trial 3: The dog ate it (in the plugin 'faulty-strategy').")]
    [TestCase("nothing", "answered nothing where a proposal, Wait or Exhausted was expected, at trial 3.", Category = "Slow")]
    [TestCase("hang", "did not answer within 5 s (--propose-timeout) when asked for trial 3, and does not heed that it is told to give up.")]
    [TestCase("hang-until-told", "did not answer within 5 s (--propose-timeout) when asked for trial 3, and gave up when told to.", Category = "Slow")]
    [TestCase("throw-when-told", "threw InvalidOperationException when told that trial 3 finished: The dog ate it (in the plugin 'faulty-strategy').")]
    [TestCase("hang-when-told", "did not answer within 5 s (--propose-timeout) when told that trial 3 finished.", Category = "Slow")]
    [TestCase("leave-thread", "threw InvalidOperationException when asked for trial 3", Category = "Slow")]
    public void A_strategy_that_misbehaves_ends_the_study_with_its_name_the_trial_and_3(string fault, string words)
    {
        string study = $"strategy-{fault}";
        long begin = Stopwatch.GetTimestamp();
        EinspaceCommand.Result result = _einspace.Search([.. Strategy, "--study", study, "--set", $"strategy.fault={fault}"]);

        Assert.That(result.ExitCode, Is.EqualTo(3), result.Error);
        Assert.That(result.Error, Does.StartWith($"The strategy 'faulty' {words}").And.Contain("every finished trial is in its journal"));
        Assert.That(Stopwatch.GetElapsedTime(begin), Is.LessThan(TimeSpan.FromSeconds(30)), "The host did not end promptly.");
        AssertGoesOn(study, finished: fault.EndsWith("when-told", StringComparison.Ordinal) ? 4 : 3, [.. Strategy, "--set", $"strategy.fault={fault}"]);
    }

    [TestCase("exit", 3, "A plugin ended the program (Environment.Exit), which no plugin may, while the strategy 'faulty' had not answered when asked for trial 3.")]
    [TestCase("fail-fast", Aborted, "The dog ate everything.", Category = "Slow")]
    [TestCase("overflow", Aborted, "Stack overflow.", Category = "Slow")]
    public void A_strategy_that_takes_the_host_down_leaves_the_journal_safe(string fault, int code, string words)
    {
        string study = $"strategy-{fault}";
        EinspaceCommand.Result result = _einspace.Search([.. Strategy, "--study", study, "--set", $"strategy.fault={fault}"]);

        Assert.That(result.ExitCode, Is.EqualTo(code), result.Error);
        Assert.That(result.Error, Does.Contain(words));
        AssertGoesOn(study, finished: 3, [.. Strategy, "--set", $"strategy.fault={fault}"]);
    }

    [TestCase("strategy", "throw-when-created", "The strategy 'faulty' threw InvalidOperationException when it was created: The dog ate it (in the plugin 'faulty-strategy').")]
    [TestCase("strategy", "be-nothing", "The strategy 'faulty' gave nothing when it was created.", Category = "Slow")]
    public void A_strategy_that_cannot_be_created_ends_the_study_before_it_begins(string kind, string fault, string words)
    {
        EinspaceCommand.Result result = _einspace.Search([.. Strategy, "--study", fault, "--set", $"{kind}.fault={fault}"]);

        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(result.Error, Does.StartWith(words));
        Assert.That(_einspace.Folder(fault).HasJournal, Is.False);
    }

    [TestCase("throw", "The pruner 'faulty' threw InvalidOperationException at fidelity 1 of trial 3: The dog ate it (in the plugin 'faulty-strategy').")]
    [TestCase("hang", "The pruner 'faulty' did not answer within 5 s (--propose-timeout) at fidelity 1 of trial 3.", Category = "Slow")]
    public void A_pruner_that_misbehaves_ends_the_study_too(string fault, string words)
    {
        string study = $"pruner-{fault}";
        string[] arguments =
            ["--plugin", Folders.Fixture("FaultyStrategy"), "--pruner", "faulty", "--strategy", "random", "--trials", "6", "--propose-timeout", "5s", "--set", $"pruner.fault={fault}"];
        EinspaceCommand.Result result = _einspace.Search([.. arguments, "--study", study]);

        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(result.Error, Does.StartWith(words));
        AssertGoesOn(study, finished: 3, arguments);
    }

    [Test]
    public void A_grammar_that_throws_is_named_whoever_asked_it()
    {
        string[] grammar = ["--plugin", Folders.Fixture("BuggyGrammar"), "--strategy", "random", "--trials", "3", "--grammar"];
        EinspaceCommand.Result created = _einspace.Search([.. grammar, "buggy", "--study", "buggy"]);
        Assert.That(created.ExitCode, Is.EqualTo(3));
        Assert.That(created.Error, Does.StartWith("The grammar 'buggy' threw InvalidOperationException when it was created: the tree is upside down (in the plugin 'buggy-grammar')."));

        EinspaceCommand.Result asked = _einspace.Search([.. grammar, "stubborn", "--study", "stubborn"]);
        Assert.That(asked.ExitCode, Is.EqualTo(3));
        Assert.That(asked.Error, Does.StartWith("The strategy 'random' threw ").And.Contain("(in the plugin 'buggy-grammar'). The study stops here;"));

        EinspaceCommand.Result sampled = _einspace.Run("sample", "--plugin", Folders.Fixture("BuggyGrammar"), "--grammar", "buggy");
        Assert.That(sampled.ExitCode, Is.EqualTo(3));
        Assert.That(sampled.Error, Does.StartWith("The plugin 'buggy-grammar' threw InvalidOperationException: the tree is upside down"));
    }

    [TestCase("faulty", "throw", "the evaluator 'faulty' threw FormatException: slipped", Category = "Slow")]
    [TestCase("faulty", "nothing", "the evaluator 'faulty' answered nothing where a result was expected")]
    [TestCase("faulty", "no-task", "the evaluator 'faulty' threw NullReferenceException", Category = "Slow")]
    [TestCase("faulty", "no-facts", "the evaluator 'faulty' threw ArgumentNullException", Category = "Slow")]
    [TestCase("faulty-worker", "nothing", "the evaluator 'faulty-worker' answered nothing where a result was expected")]
    [TestCase("faulty-worker", "no-facts", "the evaluator 'faulty-worker' threw ArgumentNullException", Category = "Slow")]
    public void An_evaluator_that_misbehaves_costs_its_trial_and_not_the_search(string evaluator, string fault, string reason)
    {
        string study = $"{evaluator}-{fault}";
        EinspaceCommand.Result result = _einspace.Run([.. Evaluation, "--evaluator", evaluator, "--task", "faulty", "--study", study, "--set", $"evaluator.fault={fault}"]);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        StudyState state = _einspace.State(study);
        Assert.That(state.Trials.Select(trial => trial.State), Is.EqualTo(Enumerable.Range(0, 6).Select(n => n == 3 ? TrialState.Failed : TrialState.Completed)));
        Assert.That(state.Trials[3].Finished!.Failure, Is.EqualTo(FailureKind.Error));
        Assert.That(state.Trials[3].Finished!.Reason, Does.StartWith(reason));
    }

    [TestCase("faulty", "evaluator.fault=throw-when-created", "The evaluator 'faulty' threw InvalidOperationException when it was created: no wood (in the plugin 'faulty-evaluation').")]
    [TestCase("faulty-worker", "evaluator.fault=throw-when-created", "The evaluator 'faulty-worker' threw InvalidOperationException when it was created: no wood (in the plugin 'faulty-evaluation').")]
    [TestCase("never-ready", null, "The evaluator 'never-ready' threw InvalidOperationException when it was made ready: no wood (in the plugin 'faulty-evaluation').", Category = "Slow")]
    [TestCase("faulty", "task.is-unprepared=true", "The task 'faulty' threw FormatException when its data were made ready in ")]
    [TestCase("faulty", "task.is-closed=true", "The task 'faulty' threw FormatException when its data in ", Category = "Slow")]
    [TestCase("faulty-worker", "task.is-closed=true", "The task 'faulty' threw FormatException when its data in ")]
    public void What_no_trial_can_do_without_ends_the_study_and_no_trial_is_spent(string evaluator, string? set, string words)
    {
        string study = $"unready-{evaluator}-{set}";
        string[] arguments = [.. Evaluation, "--evaluator", evaluator, "--task", "faulty", "--study", study];
        EinspaceCommand.Result result = _einspace.Run([.. arguments, .. set is null ? Array.Empty<string>() : ["--set", set]]);

        Assert.That(result.ExitCode, Is.EqualTo(3), result.Error);
        Assert.That(result.Error, Does.StartWith(words).And.Contain("in the plugin 'faulty-evaluation'"));
        Assert.That(!_einspace.Folder(study).HasJournal || _einspace.State(study).FinishedCount == 0);
    }

    [Test]
    public void An_evaluator_that_cannot_be_disposed_of_changes_nothing()
    {
        EinspaceCommand.Result result = _einspace.Run(
            [.. Evaluation, "--evaluator", "faulty", "--task", "faulty", "--study", "undisposable", "--set", "evaluator.fault=throw-when-disposed"]);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(File.ReadAllText(Path.Combine(_einspace.Folder("undisposable").Artifacts, "evaluator.log")), Does.Contain("no bin"));
    }

    /// <summary>The mended plugin goes on with the study and keeps what was finished.</summary>
    private void AssertGoesOn(string study, int finished, string[] arguments)
    {
        JournalRecord.Finished[] before = [.. _einspace.Records(study).OfType<JournalRecord.Finished>()];
        Assert.That(before, Has.Length.EqualTo(finished), "The journal is not safe.");
        string mended = Folders.Temporary();
        Folders.Copy(Folders.Fixture("FaultyStrategy"), mended);
        File.WriteAllText(Path.Combine(mended, "mended"), "");
        try
        {
            EinspaceCommand.Result result = _einspace.Search([.. arguments.Select(a => a == Folders.Fixture("FaultyStrategy") ? mended : a), "--study", study, "--allow-changed-plugins"]);
            Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        }
        finally
        {
            Directory.Delete(mended, recursive: true);
        }

        Assert.That(_einspace.Records(study).OfType<JournalRecord.Finished>().Take(finished), Is.EqualTo(before).Using<JournalRecord.Finished>((a, b) => JournalLine.Text(a) == JournalLine.Text(b)));
        Assert.That(_einspace.State(study).FinishedCount, Is.EqualTo(6));
    }
}
