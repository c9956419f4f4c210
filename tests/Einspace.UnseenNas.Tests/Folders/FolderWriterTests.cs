using Einspace.UnseenNas.Folders;

namespace Einspace.UnseenNas.Tests.Folders;

internal sealed class FolderWriterTests
{
    [Test]
    public void What_a_killed_run_left_is_removed_and_said_and_what_another_writes_is_kept()
    {
        using TemporaryFolder folder = new();
        string dead = Part("data.abcdefgh.a01.part", isLocked: true), old = Part("data.abcdefgh.b23.part", isLocked: false);
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow - TimeSpan.FromHours(1));
        string young = Part("data.abcdefgh.c45.part", isLocked: false), alive = Part("data.abcdefgh.d12.part", isLocked: true);
        string other = Part("data2.abcdefgh.a01.part", isLocked: true), own = Part("data.mine.part", isLocked: false);
        Directory.SetLastWriteTimeUtc(own, DateTime.UtcNow - TimeSpan.FromHours(1));
        using FileStream writer = new(Path.Combine(alive, ".lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        List<string> said = [];

        FolderWriter.Write(folder["data"], new Steps(said), part => File.WriteAllText(Path.Combine(part, "x"), "whole"));

        Assert.That(Directory.GetDirectories(folder["."]).Select(Path.GetFileName), Is.EquivalentTo(
            new[] { "data", Path.GetFileName(young), Path.GetFileName(alive), Path.GetFileName(other), Path.GetFileName(own) }));
        Assert.That(said, Is.EquivalentTo(new[] { $"removing {dead}, which an interrupted run left", $"removing {old}, which an interrupted run left" }));
        Assert.That(Directory.GetFileSystemEntries(folder["data"]).Select(Path.GetFileName), Is.EqualTo(new[] { "x" }));

        string Part(string name, bool isLocked)
        {
            Directory.CreateDirectory(folder[name]);
            File.WriteAllText(Path.Combine(folder[name], "train_x.npy"), "half");
            if (isLocked)
                File.WriteAllText(Path.Combine(folder[name], ".lock"), "");
            return folder[name];
        }
    }

    [Test]
    public void What_is_being_written_is_no_rest()
    {
        using TemporaryFolder folder = new();
        List<string> said = [];
        FolderWriter.Write(folder["data"], null, part =>
        {
            FolderWriter.Write(folder["data"], new Steps(said), inner => File.WriteAllText(Path.Combine(inner, "x"), "first"));
            Directory.Delete(folder["data"], recursive: true);
            File.WriteAllText(Path.Combine(part, "x"), "second");
        });

        Assert.That(said, Is.Empty);
        Assert.That(File.ReadAllText(Path.Combine(folder["data"], "x")), Is.EqualTo("second"));
    }

    private sealed class Steps(List<string> activities) : IProgress<ProgressStep>
    {
        public void Report(ProgressStep value) => activities.Add(value.Activity);
    }
}
