using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Spectre.Console;

namespace Einspace.Cli.Studies;

/// <summary>Shows a running study: a live table on a terminal, plain lines elsewhere.</summary>
internal abstract class StudyPresenter : IStudyPresenter
{
    public static StudyPresenter Create() => Console.IsOutputRedirected ? new LinePresenter() : new TablePresenter(AnsiConsole.Console, TimeProvider.System);

    /// <summary>Shows what happens while work runs.</summary>
    public abstract Task<T> ShowAsync<T>(Func<Task<T>> work);

    public abstract void Report(ProgressStep value);

    public abstract void Notice(string sentence);

    public abstract void Begin(StudyFolder folder, StudyPlan plan, StudyState state, int slots);

    public abstract void Observe(JournalRecord record, StudyState state);
}
