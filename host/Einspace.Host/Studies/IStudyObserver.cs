using Einspace.Host.Studies.Journal;

namespace Einspace.Host.Studies;

/// <summary>Watches a study: told every record in order, once it is durable. Called by the runner's thread; must be quick.</summary>
internal interface IStudyObserver
{
    /// <summary>Takes note of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">The state with it, and with whatever else was recorded in the same turn.</param>
    void Observe(JournalRecord record, StudyState state);
}
