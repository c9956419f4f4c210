using System.Collections.Immutable;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>The files of a study, by their names.</summary>
/// <param name="Path">The study's folder.</param>
internal sealed record StudyFolder(string Path)
{
    /// <summary>The resolved configuration as the study last ran, for people and for resuming.</summary>
    public string Configuration => System.IO.Path.Combine(Path, "study.yaml");

    /// <summary>The append-only journal, which is the study.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal.jsonl");

    /// <summary>Logs of workers, checkpoints.</summary>
    public string Artifacts => System.IO.Path.Combine(Path, "artifacts");

    /// <summary>What paused trials go on from.</summary>
    public string Checkpoints => System.IO.Path.Combine(Artifacts, "checkpoints");

    /// <summary>Whether a study was begun here.</summary>
    public bool HasJournal => File.Exists(Journal);

    /// <summary>The folder of an existing study.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static StudyFolder Existing(string path)
    {
        StudyFolder folder = new(path);
        return folder.HasJournal ? folder : throw new InputException(folder.Absence());
    }

    /// <summary>Says what is here instead of a study.</summary>
    private string Absence()
    {
        string journal = System.IO.Path.GetFileName(Journal);
        if (File.Exists(Path))
        {
            StudyFolder around = new(System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } parent ? parent : ".");
            return $"{Path} is a file; a study is a folder{(around.HasJournal ? $", here {around.Path}" : $" with a {journal}, by default below 'studies'")}.";
        }

        if (StudyLock.Holder(Path) is { } holder)
            return $"The study {Path} has not begun yet: {holder} is making it ready.";
        return HasOtherFiles
            ? $"The folder {Path} holds no study: it has no {journal}."
            : $"There is no study {Path}; studies are folders, by default below 'studies'.";
    }

    /// <summary>Whether the folder holds more than the lock of a run that ended before the study began.</summary>
    private bool HasOtherFiles =>
        Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any(entry => System.IO.Path.GetFileName(entry) != StudyLock.FileName);

    /// <summary>Whether an evaluation of some trial came to anything.</summary>
    public bool HasMeasurements => Fold(ReadJournal().Records).Trials
        .Any(trial => trial.Finished is { State: not TrialState.Rejected } || !trial.Reports.IsEmpty || !trial.Pauses.IsEmpty);

    /// <summary>Removes what a study leaves in a folder that it made.</summary>
    public void Clear()
    {
        File.Delete(Configuration);
        File.Delete(Journal);
        if (Directory.Exists(Artifacts))
            Directory.Delete(Artifacts, recursive: true);
    }

    /// <summary>Reads the journal; a study that has none yet has no records.</summary>
    public JournalContent ReadJournal() => HasJournal ? JournalReader.Read(Journal) : new JournalContent([], 0, 0);

    /// <summary>Folds the journal's records.</summary>
    /// <exception cref="InputException">A record cannot stand where it stands; the sentence names file and line.</exception>
    public StudyState Fold(ImmutableArray<JournalRecord> records)
    {
        StudyState state = new();
        for (int i = 0; i < records.Length; i++)
        {
            try
            {
                state.Apply(records[i]);
            }
            catch (InvalidDataException e)
            {
                throw new InputException($"{Journal}, line {i + 1}: {e.Message}; the journal was changed or damaged.", e);
            }
        }

        return state;
    }
}
