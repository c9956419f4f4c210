using System.Text.Json;

namespace Einspace.EndToEnd.Tests.Studies;

internal sealed class TabulateTests
{
    private static readonly string[] SmallTask =
        ["--set", "task.train=60", "--set", "task.validation=20", "--set", "task.test=20", "--max-parameters", "1M"];

    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_table_holds_every_network_with_every_seed_and_can_be_searched_in()
    {
        string[] options = ["tabulate", "--evaluator", "synthetic", "--seeds", "2", "--seed", "4", "--out", "six", "--set", "evaluator.noise=0.1", "--epochs", "3", .. SmallTask];
        string[] tabulate = [.. options, "--trials", "6"];
        EinspaceCommand.Result result = _einspace.Run(tabulate);

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.Contain("6 networks, 2 seeds: 12 lines in six/table.csv"));
        string path = Path.Combine(_einspace.Home, "six/table.csv");
        string[] lines = [.. File.ReadLines(path).Skip(1)];
        Assert.That(lines.GroupBy(line => line[..32]).Select(network => network.Count()), Is.EqualTo(new[] { 2, 2, 2, 2, 2, 2 }));
        Assert.That(lines, Is.Unique);
        Assert.That(lines.Select(line => line.Split(',')[^2]), Is.All.Not.Empty, "Each has a test result.");

        // Its studies have ended: nothing is done again.
        string written = File.ReadAllText(path);
        Assert.That(_einspace.Run(tabulate).Output, Does.Contain("12 lines"));
        Assert.That(File.ReadAllText(path), Is.EqualTo(written));
        EinspaceCommand.Result more = _einspace.Run([.. options, "--trials", "7"]);
        Assert.That((more.ExitCode, more.Error.Trim()), Is.EqualTo((2, "The table six was begun with 6 networks, now --trials 7 is asked for, and other seeds have begun; give --trials 6, or take another folder (--out).")));

        // The same draws meet the same networks, and then others.
        result = _einspace.Run(["search", "--strategy", "random", "--evaluator", "tabular", "--set", $"evaluator.table={path}", "--trials", "8", "--seed", "4", "--epochs", "3", "--study", "in-it", .. SmallTask]);
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(result.Output, Does.Match(@"the network of trial \d has test accuracy"));
        JsonElement[] trials = [.. _einspace.Show("in-it").GetProperty("trials").EnumerateArray()];
        Assert.That(trials.Take(6).Select(trial => trial.GetProperty("state").GetString()), Is.All.EqualTo("completed").IgnoreCase);
        Assert.That(trials[7].GetProperty("reason").GetString(), Does.Contain("none of the 6 in the table"));
    }

    // Its hashes and texts are those of the program that is tested: else the table would have to be made anew.
    [Test]
    public void The_table_that_is_shipped_knows_its_networks()
    {
        string table = Path.Combine(Folders.Checkout, "studies/tables/digits.csv");
        string[] texts = [.. File.ReadLines(table).Skip(1).Select(line => line.Split('"')[1]).Distinct().Where((_, i) => i % 12 == 0)];
        Assert.That(texts, Has.Length.EqualTo(10));

        EinspaceCommand.Result result = _einspace.Run(
            ["search", "--strategy", "random", "--evaluator", "tabular", "--set", $"evaluator.table={table}", "--trials", "10", "--no-final", "--study", "shipped", "--seed-architecture", .. texts, .. SmallTask, "--epochs", "10"]);
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        Assert.That(_einspace.Show("shipped").GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("state").GetString()), Is.All.EqualTo("completed").IgnoreCase);
    }

    // Each line of a table is one whole training.
    [TestCase("pruner: {name: median}", "--pruner is 'median', expected none: a table holds trainings to the end")]
    [TestCase("replicates: 2", "--replicates is 2, expected 1: a table holds single trainings, and --seeds says how many of each network.")]
    [TestCase("reevaluate-top: 1", "--reevaluate-top is 1, expected none: a table chooses no network")]
    public void What_would_make_a_line_another_thing_than_a_training_is_refused(string line, string sentence)
    {
        string file = Path.Combine(_einspace.Home, "study.yaml");
        File.WriteAllText(file, $"evaluator: synthetic\n{line}\n");
        string[] pair = line.Replace("{name: ", "").TrimEnd('}').Split(": ");
        foreach (string[] given in (string[][])[["--config", file], [$"--{pair[0]}", pair[1]]])
        {
            EinspaceCommand.Result result = _einspace.Run(["tabulate", "--out", "refused", .. given]);
            Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")));
            Assert.That(result.Error, Does.StartWith(sentence).And.EndWith(".\n"));
            Assert.That(result.Error.Trim(), Does.Not.Contain('\n'));
        }

        Assert.That(Directory.Exists(Path.Combine(_einspace.Home, "refused")), Is.False);
    }

    [Test]
    public void A_table_holds_accuracies_and_nothing_else()
    {
        EinspaceCommand.Result result = _einspace.Run(["tabulate", "--out", "refused", "--evaluator", "synthetic", "--objective", "parameters", .. SmallTask]);
        Assert.That((result.ExitCode, result.Error), Is.EqualTo(
            (2, "The objective would be parameters:minimise, expected validation-accuracy: a table holds accuracies. Choose a classification as --task, and no other --objective.\n")));
        Assert.That(Directory.Exists(Path.Combine(_einspace.Home, "refused")), Is.False);
    }

    [Test]
    public void Help_tells_the_defaults_of_tables_and_leaves_out_what_they_refuse()
    {
        string help = _einspace.Run("tabulate", "--help").Output;
        Assert.That(help, Does.Match(@"--strategy <NAME> .*\[default: random\]").And.Not.Contains("--pruner").And.Not.Contains("--replicates").And.Not.Contains("--reevaluate-top"));
        Assert.That(_einspace.Run("search", "--help").Output, Does.Match(@"--strategy <NAME> .*\[default: regularized-evolution\]").And.Contains("--pruner"));
    }

    // The study's identity has the table's path: the corrected command would be another study's.
    [Test]
    public void A_study_with_a_wrong_table_leaves_nothing_behind_and_the_corrected_command_works()
    {
        string table = Path.Combine(Folders.Checkout, "studies/tables/digits.csv");
        string[] Search(string path) => ["search", "--strategy", "random", "--evaluator", "tabular", "--set", $"evaluator.table={path}", "--trials", "1", "--no-final", "--epochs", "10", "--study", "corrected",
            "--seed-architecture", File.ReadLines(table).ElementAt(1).Split('"')[1], .. SmallTask];
        EinspaceCommand.Result wrong = _einspace.Run(Search("digist.csv"));
        Assert.That((wrong.ExitCode, wrong.Error), Is.EqualTo((2, "evaluator.table: there is no file 'digist.csv', expected a table as 'einspace tabulate' writes one.\n")));
        Assert.That(Directory.Exists(_einspace.Folder("corrected").Path), Is.False);

        // What was there stays.
        string[] own = [_einspace.Folder("corrected").Configuration, Path.Combine(_einspace.Folder("corrected").Artifacts, "notes.txt")];
        Directory.CreateDirectory(_einspace.Folder("corrected").Artifacts);
        foreach (string file in own)
            File.WriteAllText(file, "trials: 1\n");
        wrong = _einspace.Run(Search("."));
        Assert.That((wrong.ExitCode, wrong.Error), Is.EqualTo((2, "evaluator.table: . is a folder, expected a table's file; 'einspace tabulate' calls it table.csv.\n")));
        Assert.That(own, Has.All.Exist);
        Assert.That(_einspace.Folder("corrected").HasJournal, Is.False);
        EinspaceCommand.Result result = _einspace.Run(Search(table));
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
    }

    [TestCase("tabulate", "--out", "none", "--seeds", "0")]
    [TestCase("tabulate", "--trials", "3")]
    [TestCase("search", "--evaluator", "tabular", "--study", "no-table")]
    [TestCase("search", "--evaluator", "tabular", "--set", "evaluator.table=missing.csv", "--study", "missing-table")]
    public void Bad_input_is_one_sentence(params string[] arguments)
    {
        EinspaceCommand.Result result = _einspace.Run([.. arguments]);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1), result.Error);
    }
}
