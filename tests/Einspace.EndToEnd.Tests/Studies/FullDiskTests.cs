using System.Diagnostics;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>A study whose disk is full. The system says the same of a file that may not grow (RLIMIT_FSIZE), which needs no disk to fill.</summary>
internal sealed class FullDiskTests
{
    private readonly StudyCommand _einspace = new();

    [OneTimeTearDown]
    public void DeleteHome() => _einspace.Dispose();

    [Test]
    public void A_full_disk_stops_the_study_with_a_sentence_and_with_room_it_goes_on()
    {
        string[] arguments = ["--set", "evaluator.pause=20ms", "--trials", "100", "--study", "full", "--no-final"];
        using Process process = _einspace.StartSearch(arguments);
        _einspace.WaitFor("full", records => records.OfType<JournalRecord.Finished>().Count() > 2);
        string journal = _einspace.Folder("full").Journal;
        LimitFiles(process, new FileInfo(journal).Length + 3_000);
        string error = process.StandardError.ReadToEnd();
        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)), "It did not stop.");

        Assert.That(process.ExitCode, Is.EqualTo(74), error);
        Assert.That(error, Does.Match(@"^The journal .*journal\.jsonl cannot be written: .*; make room, and the same command goes on\.\n$"));
        int kept = _einspace.State("full").FinishedCount;
        Assert.That(kept, Is.InRange(3, 99));
        Assert.That(_einspace.Search(arguments).Output, Does.Contain($"goes on after {kept} finished trials"));
        Assert.That(_einspace.State("full").FinishedCount, Is.EqualTo(100));
    }

    /// <summary>Lets no file of a process grow beyond a size.</summary>
    public static void LimitFiles(Process process, long bytes)
    {
        using Process limit = Process.Start("prlimit", [$"--pid={process.Id}", $"--fsize={bytes}"]);
        limit.WaitForExit();
        Assert.That(limit.ExitCode, Is.Zero);
    }
}
