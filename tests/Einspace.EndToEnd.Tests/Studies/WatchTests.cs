using System.Diagnostics;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>A strategy that is built anew while its study runs (<c>--watch-plugins</c>).</summary>
internal sealed class WatchTests
{
    private readonly StudyCommand _einspace = new();
    private string _plugin = null!;

    [SetUp]
    public void BuildPlugin()
    {
        _plugin = Folders.Temporary();
        Build("RebuiltBefore");
    }

    [TearDown]
    public void DeletePlugin() => Directory.Delete(_plugin, recursive: true);

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_rebuilt_strategy_goes_on_with_what_the_journal_holds_and_the_build_before_is_unloaded()
    {
        using Process process = Start("rebuilt", trials: 40);
        WaitForFinished("rebuilt", 3);
        Build("RebuiltAfter");
        _einspace.WaitFor("rebuilt", records => Tags(records).Any(tag => tag[0] == "after"));
        string output = Stop(process);

        IReadOnlyList<JournalRecord> records = _einspace.Records("rebuilt");
        JournalRecord.Reloaded reloaded = records.OfType<JournalRecord.Reloaded>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(output, Does.Contain($"The plugin 'rebuilt' was rebuilt ({reloaded.Before.Sha256[..8]}, now {reloaded.Plugin.Sha256[..8]}): it proposes from trial {reloaded.Trial} on."));
            Assert.That(reloaded.Before, Is.EqualTo(records.OfType<JournalRecord.Opened>().Single().Plugins.Single(plugin => plugin.Id == "rebuilt")));
            Assert.That(_einspace.State("rebuilt").Plugins, Does.Contain(reloaded.Plugin));
        });

        // One worker: trial k is proposed when k trials have finished, whichever build they were proposed by. One build is in memory.
        string[][] tags = [.. Tags(records)];
        Assert.That(
            tags.Select(tag => string.Join(' ', tag)),
            Is.EqualTo(Enumerable.Range(0, tags.Length).Select(trial => $"{(trial < reloaded.Trial ? "before" : "after")} {trial} 1")));

        // What the study ran with last counts when it is resumed, without watching too.
        EinspaceCommand.Result resumed = _einspace.Search([.. Arguments("rebuilt", trials: tags.Length + 1)]);
        Assert.That((resumed.ExitCode, resumed.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public void A_build_that_cannot_take_over_is_told_of_and_the_one_before_goes_on()
    {
        using Process process = Start("refused", trials: 400);
        WaitForFinished("refused", 2);
        File.WriteAllText(Path.Combine(_plugin, "Rebuilt.dll"), "no assembly");
        WaitForFinished("refused", _einspace.State("refused").FinishedCount + 12);
        Build("RebuiltWrong");
        WaitForFinished("refused", _einspace.State("refused").FinishedCount + 12);
        Build("RebuiltOptions");
        WaitForFinished("refused", _einspace.State("refused").FinishedCount + 12);
        Folders.Empty(_plugin);
        Folders.Copy(Folders.Fixture("GoodStrategy"), _plugin);
        WaitForFinished("refused", _einspace.State("refused").FinishedCount + 12);
        // Its parent is no plugin, whatever lies there.
        string away = _plugin + "-away";
        Directory.Move(_plugin, away);
        WaitForFinished("refused", _einspace.State("refused").FinishedCount + 12);
        Directory.Move(away, _plugin);
        Folders.Empty(_plugin);
        Build("RebuiltAfter");
        _einspace.WaitFor("refused", records => Tags(records).Any(tag => tag[0] == "after"));
        string output = Stop(process);

        const string Refusal = "The plugin 'rebuilt' was rebuilt, and the build before goes on: ";
        Assert.That(output, Does.Contain($"{Refusal}Rebuilt.dll is not a .NET assembly")
            .And.Contain($"{Refusal}The strategy 'rebuilt' threw InvalidOperationException when told that trial 0 was proposed: never heard of 1 (in the plugin 'rebuilt').\n")
            .And.Contain($"{Refusal}Unknown option 'strategy.depth'")
            .And.Contain($"{Refusal}its id is 'good-strategy' now, and was 'rebuilt'.")
            .And.Contain($"{Refusal}Could not find a part of the path '{_plugin}'."));
        Assert.That(_einspace.Records("refused").OfType<JournalRecord.Reloaded>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Without_watching_a_rebuilt_plugin_changes_nothing()
    {
        using Process process = _einspace.StartSearch([.. Arguments("unwatched", trials: 400)]);
        WaitForFinished("unwatched", 2);
        string other = _plugin + "-moved";
        Directory.Move(_plugin, other);
        _plugin = Directory.CreateDirectory(_plugin).FullName;
        Build("RebuiltAfter");
        WaitForFinished("unwatched", _einspace.State("unwatched").FinishedCount + 12);
        Stop(process);
        Directory.Delete(other, recursive: true);

        Assert.That(Tags(_einspace.Records("unwatched")).Select(tag => tag[0]), Is.All.EqualTo("before"));
    }

    private static IEnumerable<string[]> Tags(IReadOnlyList<JournalRecord> records) =>
        records.OfType<JournalRecord.Proposed>().Select(proposed => proposed.Tag!.Split(' '));

    private Process Start(string study, int trials) => _einspace.StartSearch([.. Arguments(study, trials), "--watch-plugins"]);

    private string[] Arguments(string study, int trials) =>
        ["--plugin", _plugin, "--strategy", "rebuilt", "--study", study, "--trials", $"{trials}", "--no-final", "--set", "evaluator.pause=40ms"];

    private void WaitForFinished(string study, int count) =>
        _einspace.WaitFor(study, records => records.OfType<JournalRecord.Finished>().Count() >= count);

    private static string Stop(Process process)
    {
        StudyCommand.Signal(process, StudyCommand.Interrupt);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(130).Or.Zero, process.StandardError.ReadToEnd());
        return output;
    }

    /// <summary>Writes over the plugin's folder, as a build does.</summary>
    private void Build(string situation)
    {
        foreach (string file in Directory.EnumerateFiles(Folders.Fixture(situation)))
            File.Copy(file, Path.Combine(_plugin, Path.GetFileName(file)), overwrite: true);
    }
}
