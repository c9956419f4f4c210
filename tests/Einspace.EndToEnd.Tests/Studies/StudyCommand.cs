using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;

namespace Einspace.EndToEnd.Tests.Studies;

/// <summary>Runs <c>search</c> on a small embedded task, so that a study takes a second.</summary>
internal sealed class StudyCommand : IDisposable
{
    public const int Interrupt = 2;
    private static readonly string[] SmallTask =
        ["--set", "task.train=60", "--set", "task.validation=20", "--set", "task.test=20", "--max-parameters", "1M"];

    private readonly EinspaceCommand _einspace = new();

    public string Home => _einspace.Home;

    public EinspaceCommand.Result Run(params string[] arguments) => _einspace.Run(arguments);

    /// <summary>Searches by the landscape, in the host.</summary>
    public EinspaceCommand.Result Search(params string[] arguments) => Run([.. Synthetic(arguments)]);

    /// <summary>Searches by an evaluator that stumbles, in workers.</summary>
    public EinspaceCommand.Result SearchClumsily(params string[] arguments) => Run([.. Clumsy(arguments)]);

    public Process Start(params string[] arguments) => _einspace.Start(arguments);

    public Process StartSearch(params string[] arguments) => _einspace.Start([.. Synthetic(arguments)]);

    public Process StartClumsySearch(params string[] arguments) => _einspace.Start([.. Clumsy(arguments)]);

    public StudyFolder Folder(string name) => new(Path.Combine(Home, name));

    public IReadOnlyList<JournalRecord> Records(string study) => Folder(study).ReadJournal().Records;

    public StudyState State(string study) => Folder(study).Fold(Folder(study).ReadJournal().Records);

    public JsonElement Show(string study) => JsonDocument.Parse(Run("show", study, "--json").Output).RootElement;

    /// <summary>Waits until a study's journal says so; for at most half a minute.</summary>
    public void WaitFor(string study, Func<IReadOnlyList<JournalRecord>, bool> says)
    {
        for (int i = 0; i < 600 && !(Folder(study).HasJournal && says(Records(study))); i++)
            Thread.Sleep(50);
        Assert.That(says(Records(study)), "The study never came so far.");
    }

    public static void Signal(Process process, int signal) => Assert.That(kill(process.Id, signal), Is.Zero);

    public void Dispose() => _einspace.Dispose();

    private static IEnumerable<string> Synthetic(string[] arguments) => ["search", "--evaluator", "synthetic", .. SmallTask, .. arguments];

    private static IEnumerable<string> Clumsy(string[] arguments) =>
        ["search", "--plugin", Folders.Fixture("ClumsyEvaluator"), "--evaluator", "clumsy", "--jobs", "1", "--no-final", .. SmallTask, .. arguments];

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
