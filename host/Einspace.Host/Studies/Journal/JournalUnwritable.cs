namespace Einspace.Host.Studies.Journal;

/// <summary>
/// A study cannot go on, since what happens in it cannot be recorded: the disk is full or failing. What the journal holds is safe. The message
/// is for a person.
/// </summary>
/// <param name="message">Which file, what the system said, what to do.</param>
/// <param name="cause">The system's exception.</param>
internal sealed class JournalUnwritable(string message, Exception cause) : Exception(message, cause);
