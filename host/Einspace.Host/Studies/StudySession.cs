using System.Collections.Immutable;
using Einspace.Host.Configuration;
using Einspace.Host.Plugins;
using Einspace.Host.Studies.Configuration;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Studies;

/// <summary>Begins a study, or goes on with it, in its folder.</summary>
/// <param name="study">The study.</param>
/// <param name="presenter">Shows it.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="watched">The copies from which plugins were loaded, where the strategy's is watched; null where not.</param>
internal sealed class StudySession(ResolvedStudy study, IStudyPresenter presenter, TimeProvider clock, PluginCopies? watched = null)
{
    /// <summary>Whether a study may go on with other builds of its plugins; its journal notes them.</summary>
    public bool AllowsChangedPlugins { get; init; }

    /// <inheritdoc cref="StudyPlan.FinalisesAll"/>
    public bool FinalisesAll { get; init; }

    /// <summary>Chooses the folder of a study.</summary>
    /// <param name="given">The folder that the user named; null takes one below <c>studies</c> by the study's identity.</param>
    /// <param name="isNew">Whether it must be a fresh one: neither begun nor just beginning.</param>
    public StudyFolder ChooseFolder(string? given, bool isNew)
    {
        string path = given ?? Path.Combine("studies", study.DefaultFolderName);
        StudyFolder folder = new(path);
        for (int number = 2; isNew && (folder.HasJournal || StudyLock.Holder(folder.Path) is not null); number++)
            folder = new StudyFolder($"{path}-{number}");
        return folder;
    }

    /// <summary>Runs the study to its end, or until it is stopped; a study that has nothing left to do is only read.</summary>
    /// <param name="folder">Its folder; made where there is none.</param>
    /// <param name="cancellation">Stops it cleanly.</param>
    /// <returns>Why it ended, and what it came to.</returns>
    /// <exception cref="InputException">
    /// The folder is in use, damaged, or of another study; or no trial can run with what was given, and then nothing is left of the study.
    /// </exception>
    /// <exception cref="StudyFault">A part of a plugin misbehaves.</exception>
    public async Task<(StudyEnding Ending, StudyState State)> RunAsync(StudyFolder folder, CancellationToken cancellation)
    {
        bool isFresh = !Directory.Exists(folder.Path);
        using StudyLock ownership = Write(folder, () =>
        {
            Directory.CreateDirectory(folder.Path);
            return StudyLock.Take(folder.Path, clock);
        });
        JournalContent content = folder.ReadJournal();
        try
        {
            return await RunAsync(folder, content, cancellation);
        }
        catch (Exception e) when (content.Records.IsEmpty && e is (InputException or OperationCanceledException))
        {
            // Begun by a command that was wrong: the corrected one must not find the study of another.
            if (folder.HasMeasurements)
                throw;
            // In a folder that was there, other files may be somebody's own.
            File.Delete(folder.Journal);
            if (isFresh)
            {
                folder.Clear();
                ownership.DisposeWithFolder();
            }

            throw;
        }
    }

    private async Task<(StudyEnding Ending, StudyState State)> RunAsync(StudyFolder folder, JournalContent content, CancellationToken cancellation)
    {
        if (content.Torn > 0)
            presenter.Notice($"The last record of {folder.Journal} was not written to its end ({content.Torn} bytes); it is dropped, and what it told is done again.");
        StudyState state = folder.Fold(content.Records);
        if (state.Opened is { } opened)
            StudyIdentity.RefuseOther(folder.Path, opened.Identity, study.Identity);
        StudyPlan plan = study.CreatePlan(folder, state, watched, presenter.Notice) with { FinalisesAll = FinalisesAll };
        using WatchedStrategy? strategy = plan.Strategy as WatchedStrategy;
        if (StudyRunner.IsDone(plan, state))
            return (state.Ending is StudyEnding.Exhausted or StudyEnding.AttemptsSpent ? state.Ending.Value : StudyEnding.Completed, state);

        if (state.Opened is not null && PluginChanges.Between(state.Plugins, plan.Opened.Plugins) is { } changes)
            TellChanges(folder, changes);
        await study.PrepareEvaluatorAsync(presenter, cancellation);
        await using IExecutor executor = Write(folder, () =>
        {
            WriteConfiguration(folder);
            return study.CreateExecutor(folder);
        });
        using JournalWriter journal = Write(folder, () => new JournalWriter(folder.Journal, content, clock));
        presenter.Begin(folder, plan, state, executor.Slots);
        StudyEnding ending = await new StudyRunner(plan, journal, state, executor, presenter, clock).RunAsync(content.Records, cancellation);
        return (ending, state);
    }

    /// <summary>Does what needs the study's folder to be writable, and says so where it is not.</summary>
    private static T Write<T>(StudyFolder folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The study's folder {folder.Path} cannot be written: {e.Message}", e);
        }
    }

    // Written anew each time: budget, jobs and device may have changed, and 'search --study' alone goes on with the newest.
    private void WriteConfiguration(StudyFolder folder)
    {
        string temporary = folder.Configuration + ".tmp";
        File.WriteAllText(temporary, $"# This study with every option, as it last ran; 'einspace search --config' takes such a file.\n{OptionYaml.Write(study.Tree)}");
        File.Move(temporary, folder.Configuration, overwrite: true);
    }

    private void TellChanges(StudyFolder folder, string changes)
    {
        if (!AllowsChangedPlugins)
        {
            throw new InputException(
                $"The study {folder.Path} ran with other plugins before: {changes}. Results may differ: give --allow-changed-plugins to go on all the same, "
                + "which its journal notes, or install again what it ran with.");
        }

        presenter.Notice($"The study goes on with other plugins than before: {changes}. Results may differ.");
    }
}
