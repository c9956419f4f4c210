using System.Diagnostics;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

internal sealed class KillTests
{
    private const int Kill = 9;
    private const int Trials = 60;
    private static readonly string[] Arguments =
        ["--set", "evaluator.pause=6ms", "--set", "evaluator.failure-rate=0.1", "--max-multiply-adds", "3M", "--trials", "60", "--epochs", "3"];

    // The promise of the journal: a host killed at any moments, several times, comes to the same journal on one worker.
    [Test]
    [Category("Slow")]
    public void A_host_killed_again_and_again_comes_to_the_same_journal()
    {
        using StudyCommand einspace = new();
        Assert.That(einspace.Search([.. Arguments, "--study", "whole"]).ExitCode, Is.Zero);
        Bogus.Randomizer random = new(20261121);
        int kills = 0;
        for (int finished = 0; finished < Trials;)
        {
            using Process process = einspace.StartSearch([.. Arguments, "--study", "killed"]);
            // Somewhere within the next dozen trials, at any point of a trial.
            int until = finished + random.Int(2, 14);
            while (!process.HasExited && Finished(einspace) < until)
                Thread.Sleep(5);
            Thread.Sleep(random.Int(0, 25));
            if (!process.HasExited)
            {
                StudyCommand.Signal(process, Kill);
                kills++;
            }

            process.WaitForExit();
            Assert.That(process.ExitCode, Is.EqualTo(0).Or.EqualTo(128 + Kill), process.StandardError.ReadToEnd());
            Assert.That(Finished(einspace), Is.GreaterThanOrEqualTo(finished), "A finished trial was lost.");
            finished = Finished(einspace);
        }

        Assert.That(einspace.Search([.. Arguments, "--study", "killed"]).ExitCode, Is.Zero);
        Assert.That(kills, Is.GreaterThan(3));
        Assert.That(CanonicalJournal.Difference(einspace.Records("whole"), einspace.Records("killed")), Is.Null);
    }

    private static int Finished(StudyCommand einspace) =>
        einspace.Folder("killed").HasJournal ? einspace.State("killed").FinishedCount : 0;
}
