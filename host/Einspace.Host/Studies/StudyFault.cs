namespace Einspace.Host.Studies;

/// <summary>
/// A study cannot go on, through no mistake of the command line and none of the host: a part of a plugin misbehaved, or its
/// workers keep dying. The journal is safe. The message is for a person.
/// </summary>
/// <param name="message">What happened, in which part, at which trial, what to do.</param>
/// <param name="cause">The exception that revealed it, if any.</param>
internal sealed class StudyFault(string message, Exception? cause = null) : Exception(message, cause);
