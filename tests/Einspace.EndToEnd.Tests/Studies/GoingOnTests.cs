using System.Diagnostics;
using System.Text.Json;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>Studies that stop and go on: their folders, identities and locks, and Ctrl-C.</summary>
internal sealed class GoingOnTests
{
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_finished_study_is_only_read_and_a_larger_budget_goes_on()
    {
        _einspace.Search("--trials", "5", "--study", "again");
        long length = new FileInfo(_einspace.Folder("again").Journal).Length;

        Assert.That(_einspace.Search("--trials", "5", "--study", "again").Output, Does.Contain("5 trials, 10 epochs in all. The best"));
        Assert.That(new FileInfo(_einspace.Folder("again").Journal).Length, Is.EqualTo(length));
        Assert.That(_einspace.Search("--trials", "7", "--study", "again").Output, Does.Contain("goes on after 5 finished trials"));
        Assert.That(_einspace.Run("show", "again").Output, Does.Contain("7 of 7 trials finished"), "The newest budget counts.");
        Assert.That(_einspace.State("again").FinishedCount, Is.EqualTo(7));
    }

    [Test]
    public void A_study_by_its_folder_alone_goes_on_to_the_newest_budget()
    {
        _einspace.Search("--trials", "3", "--study", "extended");
        _einspace.Search("--trials", "6", "--study", "extended");
        // As if the second run had been killed before its last trial was durable.
        string journal = _einspace.Folder("extended").Journal;
        string[] lines = File.ReadAllLines(journal);
        File.WriteAllLines(journal, lines[..Array.FindIndex(lines, line => line.Contains("\"kind\":\"proposed\"") && line.Contains("\"trial\":5,"))]);

        Assert.That(_einspace.Run("search", "--study", "extended").ExitCode, Is.Zero);
        Assert.That(_einspace.State("extended").FinishedCount, Is.EqualTo(6));
    }

    [TestCase("occupied")]
    [TestCase("occupied/study")]
    public void A_folder_that_cannot_be_made_is_bad_input(string folder)
    {
        File.WriteAllText(Path.Combine(_einspace.Home, "occupied"), "");
        EinspaceCommand.Result result = _einspace.Search("--trials", "2", "--study", folder);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith($"The study's folder {folder} cannot be written: "));
    }

    [Test]
    public void The_default_folder_follows_the_identity()
    {
        string Folder(params string[] arguments) =>
            _einspace.Search(["--no-final", .. arguments]).Output.Split("Study: ")[1].Split(' ')[0];
        string folder = Folder("--trials", "2");

        Assert.That(folder, Does.Match("^studies/digits-regularized-evolution-s0-[0-9a-f]{8}$"));
        Assert.That(Folder("--trials", "3", "--jobs", "2", "--propose-timeout", "1m"), Is.EqualTo(folder));
        Assert.That(Folder("--trials", "2", "--set", "strategy.repeat-tries=7"), Is.Not.EqualTo(folder));
        Assert.That(Folder("--trials", "2", "--seed", "1"), Does.StartWith("studies/digits-regularized-evolution-s1-"));
        Assert.That(Folder("--trials", "2", "--new"), Is.EqualTo($"{folder}-2"));

        // One that another process is just beginning is not taken either.
        using StudyLock _ = StudyLock.Take(Directory.CreateDirectory(Path.Combine(_einspace.Home, $"{folder}-3")).FullName, TimeProvider.System);
        Assert.That(Folder("--trials", "2", "--new"), Is.EqualTo($"{folder}-4"));
    }

    [TestCase("seed", "--seed", "5")]
    [TestCase("strategy", "--strategy", "random")]
    [TestCase("max-multiply-adds", "--max-multiply-adds", "2M")]
    [TestCase("evaluator.noise", "--set", "evaluator.noise=0.5")]
    [TestCase("epochs", "--epochs", "3")]
    [TestCase("token-pooling", "--token-pooling", "tokens")]
    [TestCase("objectives", "--objective", "parameters")]
    public void Another_identity_is_refused_by_the_key_that_differs(string key, params string[] change)
    {
        _einspace.Search("--trials", "2", "--study", "identity", "--no-final");
        byte[] before = File.ReadAllBytes(_einspace.Folder("identity").Journal);
        EinspaceCommand.Result result = _einspace.Search(["--trials", "2", "--study", "identity", "--no-final", .. change]);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith($"The study identity was begun with {key} ").And.Contain("is asked for"));
        Assert.That(File.ReadAllBytes(_einspace.Folder("identity").Journal), Is.EqualTo(before));

        // What is advised works on the same command line.
        Assert.That(result.Error, Does.Contain("begin another study in a folder of its own (--study DIR)"));
        EinspaceCommand.Result another = _einspace.Search(["--trials", "2", "--study", $"identity-by-{key}", "--no-final", .. change]);
        Assert.That((another.ExitCode, another.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public void A_second_process_is_refused_and_told_of_the_first()
    {
        using Process first = _einspace.StartSearch("--set", "evaluator.pause=200ms", "--trials", "200", "--study", "held");
        _einspace.WaitFor("held", records => records.OfType<JournalRecord.Finished>().Any());
        EinspaceCommand.Result second = _einspace.Search("--set", "evaluator.pause=200ms", "--trials", "200", "--study", "held");
        Assert.That(second.ExitCode, Is.EqualTo(2));
        Assert.That(second.Error, Does.StartWith($"The study held is in use by process {first.Id} on {Environment.MachineName} since "));
        Assert.That(_einspace.Run("show", "held").Output, Does.Match($@"The study held is run by process {first.Id} on .* since .*: \d+ of 200 trials finished\.\n$"));
        Assert.That(_einspace.Show("held").GetProperty("runner").GetString(), Does.StartWith($"process {first.Id} on "));

        // A lock dies with its holder.
        first.Kill();
        first.WaitForExit();
        Assert.That(_einspace.Run("show", "held").Output, Does.Match(@"The study held stands still: \d+ of 200 trials finished, then it broke off; einspace search --study held goes on\.\n$"));
        JsonElement shown = _einspace.Show("held");
        Assert.That((shown.GetProperty("runner").ValueKind, shown.GetProperty("budget").GetInt32()), Is.EqualTo((JsonValueKind.Null, 200)));
        Assert.That(_einspace.Search("--set", "evaluator.pause=200ms", "--trials", "2", "--study", "held", "--no-final").ExitCode, Is.Zero);
    }

    [Test]
    public void Ctrl_C_stops_cleanly_and_the_same_command_goes_on()
    {
        string[] arguments = ["--set", "evaluator.pause=40ms", "--trials", "12", "--study", "stopped"];
        using Process process = _einspace.StartSearch(arguments);
        _einspace.WaitFor("stopped", records => records.OfType<JournalRecord.Finished>().Count() > 2);
        StudyCommand.Signal(process, StudyCommand.Interrupt);
        string output = process.StandardOutput.ReadToEnd();
        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(10)), "It did not stop.");

        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(output, Does.Contain("einspace search --study stopped"));
        Assert.That(_einspace.Run("show", "stopped").Output, Does.Contain("of 12 trials finished, then it was stopped; einspace search --study stopped goes on."));
        Assert.That(_einspace.Records("stopped")[^1], Is.EqualTo(_einspace.Records("stopped").OfType<JournalRecord.Closed>().Single()));
        Assert.That(_einspace.Search(arguments).ExitCode, Is.Zero);
        Assert.That(_einspace.State("stopped").FinishedCount, Is.EqualTo(12));
    }

    // A program such as timeout tells the process and then its group: that is one Ctrl-C.
    [Test]
    public void One_Ctrl_C_that_comes_twice_says_how_far_the_study_came_and_how_it_goes_on()
    {
        using Process process = _einspace.StartSearch("--set", "evaluator.pause=40ms", "--trials", "200", "--study", "twice");
        _einspace.WaitFor("twice", records => records.OfType<JournalRecord.Finished>().Any());
        StudyCommand.Signal(process, StudyCommand.Interrupt);
        StudyCommand.Signal(process, StudyCommand.Interrupt);
        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)));

        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(process.StandardOutput.ReadToEnd(), Does.Match(@"\nStopped after \d+ finished trials?; .* the same command goes on, or: einspace search --study twice\n$"));
    }
}
