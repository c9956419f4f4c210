using System.Diagnostics;
using System.Text.Json;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.EndToEnd.Tests.Studies;

internal sealed class PrunerTests
{
    private const int Kill = 9;
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void Lines_show_and_json_say_what_rested_and_how_many_epochs_were_spent()
    {
        EinspaceCommand.Result result = _einspace.Search(
            "--study", "asha", "--strategy", "random", "--pruner", "asha", "--set", "pruner.eta=3", "--trials", "12", "--epochs", "9", "--no-final");
        JsonElement show = _einspace.Show("asha");
        StudyState state = _einspace.State("asha");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
            Assert.That(result.Output, Does.Match(@"trial \d+: 0\.\d{4} \(paused at 1\)").And.Match(@"trial \d+: goes on to epoch 3").And.Match(@"\(pruned at 3\)")
                .And.Contain($"12 trials ({state.Trials.Count(trial => trial.State == TrialState.Pruned)} pruned), {state.Spent} epochs in all."));
            Assert.That(_einspace.Run("show", "asha").Output, Does.Contain("(pruned at 1)").And.Contain("epochs in all"));
            Assert.That(show.GetProperty("epochs").GetInt64(), Is.EqualTo(state.Spent).And.LessThan(12 * 9 / 2));
            Assert.That(show.GetProperty("paused").GetInt32(), Is.Zero);
            JsonElement best = show.GetProperty("trials").EnumerateArray().First(trial => trial.GetProperty("fidelity").GetInt32() == 9);
            Assert.That(best.GetProperty("pauses").EnumerateArray().Select(pause => pause.GetInt32()), Is.EqualTo(new[] { 1, 3 }));
            Assert.That(best.GetProperty("reports").GetArrayLength(), Is.EqualTo(9));
        }
    }

    [TestCase("median")]
    [TestCase("patience")]
    [TestCase("asha-stopping")]
    [TestCase("hyperband")]
    [TestCase("none")]
    public void Every_pruner_runs_by_its_name(string pruner)
    {
        Assert.That(_einspace.Search("--study", pruner, "--pruner", pruner, "--trials", "20", "--epochs", "9", "--jobs", "3", "--no-final").ExitCode, Is.Zero);
        StudyState state = _einspace.State(pruner);
        Assert.That(state.FinishedCount, Is.EqualTo(20));
        Assert.That(state.Trials.Count(trial => trial.State == TrialState.Completed), Is.GreaterThan(0));
        Assert.That(state.Spent, pruner is "none" or "patience" ? Is.LessThanOrEqualTo(180) : Is.LessThan(180));
    }

    // The promise of segments: a host killed at any moments, several times, comes to the same journal on one worker.
    [Test]
    [Category("Slow")]
    public void A_host_killed_while_trials_rest_comes_to_the_same_journal()
    {
        string[] arguments =
            ["--strategy", "random", "--pruner", "asha", "--set", "pruner.eta=3", "--trials", "30", "--epochs", "9", "--set", "evaluator.pause=8ms", "--no-final"];
        Assert.That(_einspace.Search([.. arguments, "--study", "whole"]).ExitCode, Is.Zero);
        Bogus.Randomizer random = new(20261121);
        int kills = 0, resting = 0;
        for (int paused = 0; kills < 5;)
        {
            using Process process = _einspace.StartSearch([.. arguments, "--study", "killed"]);
            int until = paused + random.Int(2, 7);
            while (!process.HasExited && Pauses() < until)
                Thread.Sleep(5);
            Thread.Sleep(random.Int(0, 25));
            if (process.HasExited)
                break;
            StudyCommand.Signal(process, Kill);
            process.WaitForExit();
            kills++;
            paused = Pauses();
            resting += _einspace.State("killed").Paused.Count;
        }

        Assert.That(_einspace.Search([.. arguments, "--study", "killed"]).ExitCode, Is.Zero);
        Assert.That(kills, Is.EqualTo(5));
        Assert.That(resting, Is.GreaterThan(0), "No trial rested when the host was killed.");
        Assert.That(CanonicalJournal.Difference(_einspace.Records("whole"), _einspace.Records("killed")), Is.Null);

        int Pauses() => _einspace.Folder("killed").HasJournal ? _einspace.Records("killed").OfType<JournalRecord.Paused>().Count() : 0;
    }

    // Weights, velocities and statistics go through files and other processes: two workers, a host that is killed while trials
    // rest, and a checkpoint that is lost. Every trial is measured as in a study without rests, to the bit.
    [Test]
    [Category("Slow")]
    public void Trainings_that_rested_are_those_that_never_did_in_workers_and_after_a_kill()
    {
        if (_einspace.Run(Torch("probe", "--trials", "1", "--epochs", "1")) is { ExitCode: 2, Error: var obstacle } && obstacle.Contains("libtorch", StringComparison.Ordinal))
            Assert.Ignore($"Needs libtorch. {obstacle}");
        string[] asha = Torch("rested", "--trials", "6", "--epochs", "4", "--pruner", "asha", "--set", "pruner.eta=2", "--jobs", "2");
        using (Process process = _einspace.Start(asha))
        {
            _einspace.WaitFor("rested", records => records.OfType<JournalRecord.Paused>().Count() >= 3);
            StudyCommand.Signal(process, Kill);
            process.WaitForExit();
        }

        int lost = _einspace.State("rested").Paused.First();
        foreach (string file in Directory.GetFiles(_einspace.Folder("rested").Checkpoints, $"trial-{lost}-at-*"))
            File.WriteAllText(file, "damaged");
        foreach (string[] arguments in (string[][])[asha, Torch("unrested", "--trials", "6", "--epochs", "4")])
        {
            EinspaceCommand.Result result = _einspace.Run(arguments);
            Assert.That(result.ExitCode, Is.Zero, result.Error);
        }

        Dictionary<string, StudyTrial> unrested = _einspace.State("unrested").Trials.DistinctBy(trial => trial.Proposed.GraphHash).ToDictionary(trial => trial.Proposed.GraphHash);
        StudyState rested = _einspace.State("rested");
        Assert.That(rested.Trials.Count(trial => trial is { State: TrialState.Completed, Pauses.Count: 2 }), Is.GreaterThan(0));
        foreach (StudyTrial trial in rested.Trials.Where(trial => trial.Finished!.Failure is null))
        {
            foreach ((int fidelity, var metrics) in trial.Results)
                Assert.That(metrics, Is.EqualTo(unrested[trial.Proposed.GraphHash].Results[fidelity]), $"trial {trial.Number} at {fidelity}");
        }

        Assert.That(Directory.GetFiles(_einspace.Folder("rested").Checkpoints), Is.Empty);
    }

    [TestCase("eta=1", "asha", "30", "Option 'pruner.eta' (command line): found '1', expected a whole number from 2 to 1000.\n")]
    [TestCase("minimum-epochs=3", "hyperband", "30", "pruner.minimum-epochs is 3, expected at most the 2 of --epochs: no trial would ever be judged.\n")]
    [TestCase("eta=4", "asha", "3", "pruner.eta is 4: one of 4 trials goes on, but --trials is 3, so that none would. Use a smaller eta, more trials, or --pruner none.\n")]
    public void Options_that_cannot_work_are_refused_before_the_first_trial(string option, string pruner, string trials, string sentence)
    {
        EinspaceCommand.Result result = _einspace.Search("--study", "refused", "--pruner", pruner, "--set", $"pruner.{option}", "--trials", trials);
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((2, sentence)));
        Assert.That(_einspace.Folder("refused").HasJournal, Is.False);
    }

    [TestCase("silent", "median", "The pruner 'median' judges trials by what they report while they run, but the evaluator 'silent' reports nothing")]
    [TestCase("clumsy", "asha", "The pruner 'asha' pauses trials and has some go on, but the evaluator 'clumsy' cannot go on with a paused one")]
    public void A_pruner_that_the_evaluator_cannot_serve_is_refused_before_the_first_trial(string evaluator, string pruner, string words)
    {
        EinspaceCommand.Result result = _einspace.Run(
            "search", "--plugin", Folders.Fixture("ClumsyEvaluator"), "--study", "unserved", "--evaluator", evaluator, "--pruner", pruner);
        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith(words));
        Assert.That(_einspace.Folder("unserved").HasJournal, Is.False);
    }

    private static string[] Torch(string study, params string[] arguments) =>
    [
        "search", "--study", study, "--evaluator", "torch", "--strategy", "random", "--no-final", "--set", "task.train=128", "--set", "task.validation=64",
        "--set", "task.test=20", "--set", "evaluator.batch-size=32", "--max-multiply-adds", "1M", "--max-parameters", "200k", .. arguments,
    ];
}
