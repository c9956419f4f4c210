using System.Diagnostics;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.EndToEnd.Tests.Studies;

internal sealed class WorkerTests
{
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void What_happens_to_a_worker_costs_its_trial_and_not_the_search()
    {
        EinspaceCommand.Result result = _einspace.SearchClumsily(
            "--study", "clumsy", "--trials", "8", "--trial-timeout", "3s",
            "--set", "evaluator.kill=[1]", "--set", "evaluator.exit=[2]", "--set", "evaluator.hang=[4]", "--set", "evaluator.throw=[5]", "--set", "evaluator.not-a-number=[6]");

        Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
        StudyState state = _einspace.State("clumsy");
        JournalRecord.Finished Trial(int number) => state.Trials[number].Finished!;
        Assert.Multiple(() =>
        {
            Assert.That(new[] { 0, 3, 7 }.Select(number => Trial(number).State), Is.All.EqualTo(TrialState.Completed));
            Assert.That(new[] { 1, 2, 4, 5, 6 }.Select(number => Trial(number).Failure), Is.EqualTo(new FailureKind?[]
            {
                FailureKind.WorkerLost, FailureKind.WorkerLost, FailureKind.TimeLimit, FailureKind.Error, FailureKind.NotFinite,
            }));
            Assert.That(Trial(1).Reason, Does.StartWith("the worker was killed by signal 9"));
            Assert.That(Trial(2).Reason, Does.StartWith("the worker ended with exit code 7; worker-0.log ends with: falling down the stairs"));
            Assert.That(Trial(5).Reason, Is.EqualTo("the evaluator 'clumsy' threw FormatException: slipped"));
            Assert.That(state.Facts, Is.EquivalentTo(new Dictionary<string, string> { ["threads"] = "1", ["wait"] = "passive" }));
            Assert.That(state.Warnings[0].Warning, Is.EqualTo("Mind the step."));
            Assert.That(File.ReadAllText(Path.Combine(_einspace.Folder("clumsy").Artifacts, "worker-0.log")), Does.Contain("System.FormatException: slipped"));
        });
    }

    [Test]
    public void Workers_that_keep_dying_end_the_study_with_a_sentence()
    {
        EinspaceCommand.Result result = _einspace.SearchClumsily("--study", "dying", "--trials", "50", "--set", "evaluator.exit=[0, 1, 2, 3, 4, 5]");

        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(result.Error, Does.StartWith("5 workers in a row were lost").And.Contain("at trial 4: the worker ended with exit code 7"));
        Assert.That(_einspace.State("dying").FinishedCount, Is.EqualTo(5));
    }

    [Test]
    public void An_evaluator_that_cannot_be_made_ends_the_study_and_no_trial_is_spent()
    {
        EinspaceCommand.Result result = _einspace.SearchClumsily("--study", "broken", "--set", "evaluator.broken=true");

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Error, Is.EqualTo("The clumsy evaluator lost its library.\n"));
        Assert.That(_einspace.State("broken").FinishedCount, Is.Zero);
    }

    // A worker must not outlive its host, whatever it is doing; and it has nothing loaded but what it needs.
    [Test]
    public void A_worker_ends_with_its_host_and_loads_only_its_plugins()
    {
        using Process host = _einspace.StartClumsySearch("--study", "orphan", "--trials", "3", "--set", "evaluator.hang=[0]");
        _einspace.WaitFor("orphan", records => records.OfType<JournalRecord.Dispatched>().Any());
        int worker = WaitForChild(host.Id);
        string maps = WaitFor(() => File.ReadAllText($"/proc/{worker}/maps"), text => text.Contains("ClumsyEvaluator.dll"));
        Assert.That(maps, Does.Not.Contain("Einspace.Grammar.dll").And.Not.Contain("Einspace.Strategies.dll"));

        host.Kill();
        host.WaitForExit();
        Assert.That(WaitFor(() => Directory.Exists($"/proc/{worker}"), exists => !exists), Is.False, "The worker outlived its host.");
    }

    [Test]
    public void Ctrl_C_reaches_a_worker_that_does_not_listen()
    {
        using Process host = _einspace.StartClumsySearch("--study", "deaf", "--trials", "3", "--set", "evaluator.hang=[0]");
        _einspace.WaitFor("deaf", records => records.OfType<JournalRecord.Dispatched>().Any());
        int worker = WaitForChild(host.Id);
        WaitFor(() => File.ReadAllText($"/proc/{worker}/maps"), text => text.Contains("ClumsyEvaluator.dll"));
        long begin = Stopwatch.GetTimestamp();
        StudyCommand.Signal(host, StudyCommand.Interrupt);
        host.StandardOutput.ReadToEnd();
        host.WaitForExit();

        Assert.That(host.ExitCode, Is.EqualTo(130));
        Assert.That(Stopwatch.GetElapsedTime(begin), Is.LessThan(TimeSpan.FromSeconds(8)));
        Assert.That(Directory.Exists($"/proc/{worker}"), Is.False);
        Assert.That(_einspace.State("deaf").Outstanding, Is.EqualTo(new[] { 0 }));
    }

    private static int WaitForChild(int host) => int.Parse(
        WaitFor(() => File.ReadAllText($"/proc/{host}/task/{host}/children") + string.Concat(
                Directory.EnumerateDirectories($"/proc/{host}/task").Select(task => File.ReadAllText(Path.Combine(task, "children")))),
            text => text.Trim().Length > 0).Trim().Split(' ')[0]);

    private static T WaitFor<T>(Func<T> look, Func<T, bool> enough)
    {
        for (int i = 0; i < 400 && !enough(look()); i++)
            Thread.Sleep(50);
        return look();
    }
}
