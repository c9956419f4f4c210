using System.Collections.Immutable;
using Einspace.Host.Configuration;
using Einspace.Host.Studies.Configuration;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Studies;

/// <summary>Begins a study, or goes on with it, in its folder.</summary>
internal sealed class StudySession(ResolvedStudy study, IStudyPresenter presenter, TimeProvider clock)
{
    /// <summary>Chooses the folder of a study.</summary>
    /// <param name="given">The folder that the user named; null takes one below <c>studies</c> by the study's identity.</param>
    /// <param name="isNew">Whether it must be a fresh one.</param>
    public StudyFolder ChooseFolder(string? given, bool isNew)
    {
        string path = given ?? Path.Combine("studies", study.DefaultFolderName);
        StudyFolder folder = new(path);
        for (int number = 2; isNew && folder.HasJournal; number++)
            folder = new StudyFolder($"{path}-{number}");
        return folder;
    }

    /// <summary>Runs the study to its end, or until it is stopped; a study that has nothing left to do is only read.</summary>
    /// <param name="folder">Its folder; made where there is none.</param>
    /// <param name="cancellation">Stops it cleanly.</param>
    /// <returns>Why it ended, and what it came to.</returns>
    /// <exception cref="InputException">The folder is in use, damaged, or of another study.</exception>
    /// <exception cref="StudyFault">A part of a plugin misbehaves.</exception>
    public async Task<(StudyEnding Ending, StudyState State)> RunAsync(StudyFolder folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder.Path);
        using StudyLock ownership = StudyLock.Take(folder.Path, clock);
        JournalContent content = folder.ReadJournal();
        if (content.Torn > 0)
            presenter.Notice($"The last record of {folder.Journal} was not written to its end ({content.Torn} bytes); it is dropped, and what it told is done again.");
        StudyState state = folder.Fold(content.Records);
        if (state.Opened is { } opened)
            StudyIdentity.RefuseOther(folder.Path, opened.Identity, study.Identity);
        StudyPlan plan = study.CreatePlan(state);
        if (StudyRunner.IsDone(plan, state))
            return (state.Ending is StudyEnding.Exhausted or StudyEnding.AttemptsSpent ? state.Ending.Value : StudyEnding.Completed, state);

        await study.PrepareEvaluatorAsync(presenter, cancellation);
        WriteConfiguration(folder);
        TellChangedPlugins(content.Records, plan.Opened.Plugins);
        await using IExecutor executor = study.CreateExecutor(folder);
        using JournalWriter journal = new(folder.Journal, content, clock);
        presenter.Begin(folder, plan, state, executor.Slots);
        StudyEnding ending = await new StudyRunner(plan, journal, state, executor, presenter, clock).RunAsync(content.Records, cancellation);
        return (ending, state);
    }

    private void WriteConfiguration(StudyFolder folder)
    {
        if (File.Exists(folder.Configuration))
            return;
        string temporary = folder.Configuration + ".tmp";
        File.WriteAllText(temporary, $"# This study with every option, as it began; 'einspace search --config' takes such a file.\n{OptionYaml.Write(study.Tree)}");
        File.Move(temporary, folder.Configuration, overwrite: true);
    }

    private void TellChangedPlugins(ImmutableArray<JournalRecord> records, ImmutableArray<PluginRecord> now)
    {
        ImmutableArray<PluginRecord> before = records.Reverse().Select(record => record switch
        {
            JournalRecord.Opened opened => opened.Plugins,
            JournalRecord.Resumed resumed => resumed.Plugins,
            _ => default,
        }).FirstOrDefault(plugins => !plugins.IsDefault, []);
        foreach (PluginRecord plugin in now)
        {
            if (before.FirstOrDefault(p => p.Id == plugin.Id) is { } known && known != plugin)
                presenter.Notice($"The plugin '{plugin.Id}' is not the one that this study ran with before ({Words(known)}, now {Words(plugin)}): results may differ.");
        }
    }

    private static string Words(PluginRecord plugin) => $"{plugin.Version} {plugin.Sha256[..8]}";
}
