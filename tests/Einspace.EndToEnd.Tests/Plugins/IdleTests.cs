using Einspace.EndToEnd.Tests.Studies;

namespace Einspace.EndToEnd.Tests.Plugins;

internal sealed class IdleTests
{
    // The plugin notes each call of its code: as many when it is loaded, and none for a trial, however many there are.
    [Test]
    public void A_plugin_that_a_study_does_not_use_costs_nothing_for_a_trial()
    {
        using StudyCommand einspace = new();
        string plugin = Folders.Temporary();
        Folders.Copy(Folders.Fixture("IdlePlugin"), plugin);
        string ledger = Path.Combine(plugin, "calls.txt");
        string[] CallsOf(int trials)
        {
            EinspaceCommand.Result result = einspace.Search("--plugin", plugin, "--trials", $"{trials}", "--study", $"idle-{trials}");
            Assert.That((result.ExitCode, result.Error), Is.EqualTo((0, "")));
            string[] calls = File.ReadAllLines(ledger);
            File.Delete(ledger);
            return calls;
        }

        string[] few = CallsOf(2), many = CallsOf(60);
        Directory.Delete(plugin, recursive: true);

        Assert.That(few, Is.Not.Empty);
        Assert.That(many, Is.EqualTo(few));
    }
}
