using System.Text.Json;
using Einspace.Host.Plugins;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>Studies that go on with other builds of their plugins.</summary>
internal sealed class ChangedPluginTests
{
    private readonly StudyCommand _einspace = new();
    private string _plugin = null!;

    [SetUp]
    public void BuildPlugin()
    {
        _plugin = Folders.Temporary();
        Folders.Copy(Folders.Fixture("RebuiltBefore"), _plugin);
    }

    [TearDown]
    public void DeletePlugin() => Directory.Delete(_plugin, recursive: true);

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void Another_build_is_refused_until_it_is_allowed_and_then_journalled()
    {
        Assert.That(Search(3).ExitCode, Is.Zero);
        string before = PluginFingerprint.Of(_plugin);
        byte[] journal = File.ReadAllBytes(_einspace.Folder("changed").Journal);
        File.WriteAllText(Path.Combine(_plugin, "table"), "more");
        string now = PluginFingerprint.Of(_plugin);
        string change = $"'rebuilt' was 0.1.0 ({before[..8]}) and is 0.1.0 ({now[..8]})";

        Assert.That((Search(3).ExitCode, Search(3).Error), Is.EqualTo((0, "")), "What has ended is only printed.");
        EinspaceCommand.Result refused = Search(5);
        Assert.That((refused.ExitCode, refused.Output), Is.EqualTo((2, "")));
        Assert.That(refused.Error, Is.EqualTo(
            $"The study changed ran with other plugins before: {change}. Results may differ: give --allow-changed-plugins to go on all the same, which its journal notes, or install again what it ran with.\n"));
        Assert.That(File.ReadAllBytes(_einspace.Folder("changed").Journal), Is.EqualTo(journal));

        EinspaceCommand.Result allowed = Search(5, "--allow-changed-plugins");
        Assert.That(allowed.ExitCode, Is.Zero);
        Assert.That(allowed.Output + allowed.Error, Does.Contain($"The study goes on with other plugins than before: {change}. Results may differ."));
        JournalRecord.Resumed resumed = _einspace.Records("changed").OfType<JournalRecord.Resumed>().Single();
        Assert.That(resumed.Plugins, Does.Contain(new PluginRecord("rebuilt", "0.1.0", now)));
        Assert.That(_einspace.Run("show", "changed").Output, Does.Contain($"\nPlugins changed: from trial 3 on, {change}\n"));
        JsonElement shown = _einspace.Show("changed");
        Assert.That(shown.GetProperty("changedPlugins")[0].GetString(), Is.EqualTo($"from trial 3 on, {change}"));
        Assert.That(shown.GetProperty("plugins").EnumerateArray().Select(plugin => plugin.GetProperty("sha256").GetString()), Does.Contain(now));

        Assert.That((Search(6).ExitCode, Search(6).Error), Is.EqualTo((0, "")), "It is the newer build that counts now.");
    }

    [Test]
    public void Debug_symbols_make_no_other_plugin()
    {
        Assert.That(Search(2, "--study", "symbols").ExitCode, Is.Zero);
        File.WriteAllText(Path.Combine(_plugin, "Rebuilt.pdb"), "other");
        Assert.That((Search(3, "--study", "symbols").ExitCode, Search(3, "--study", "symbols").Error), Is.EqualTo((0, "")));
    }

    [Test]
    public void A_plugin_that_is_gone_is_named()
    {
        Assert.That(Search(2, "--study", "orphan").ExitCode, Is.Zero);
        EinspaceCommand.Result result = _einspace.Search("--study", "orphan");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")));
        Assert.That(result.Error, Does.StartWith("Unknown strategy 'rebuilt'; "));
        Assert.That(result.Error, Does.EndWith(
            $"The study orphan ran with 'rebuilt' 0.1.0 ({PluginFingerprint.Of(_plugin)[..8]}), not installed here: einspace plugin add, or name it by --plugin.\n"));
    }

    private EinspaceCommand.Result Search(int trials, params string[] more) =>
        _einspace.Search([.. more.Contains("--study") ? Array.Empty<string>() : ["--study", "changed"], "--plugin", _plugin, "--strategy", "rebuilt", "--no-final", "--trials", $"{trials}", .. more]);
}
