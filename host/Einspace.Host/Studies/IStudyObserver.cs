using Einspace.Host.Studies.Journal;

namespace Einspace.Host.Studies;

/// <summary>Watches a study: told every record, after the state took note of it. Called by the runner's thread, quickly.</summary>
internal interface IStudyObserver
{
    /// <summary>Takes note of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">The state with it.</param>
    void Observe(JournalRecord record, StudyState state);
}
