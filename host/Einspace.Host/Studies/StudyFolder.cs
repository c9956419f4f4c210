using System.Collections.Immutable;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk;

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

    /// <summary>Whether a study was begun here.</summary>
    public bool HasJournal => File.Exists(Journal);

    /// <summary>The folder of an existing study.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static StudyFolder Existing(string path)
    {
        StudyFolder folder = new(path);
        if (!folder.HasJournal)
        {
            throw new InputException(
                Directory.Exists(path)
                    ? $"The folder {path} holds no study: it has no {System.IO.Path.GetFileName(folder.Journal)}."
                    : $"There is no study {path}; studies are folders, by default below 'studies'.");
        }

        return folder;
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
