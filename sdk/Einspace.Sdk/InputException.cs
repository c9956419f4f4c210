namespace Einspace.Sdk;

/// <summary>
/// Something that a person gave is wrong: an option, a file, an architecture's text. The message is one sentence that says
/// what was found, what was expected, and where; the command line prints it and exits with code 2.
/// </summary>
public class InputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One sentence for a person: what was found, what was expected, where, what to do.</param>
    /// <param name="cause">The exception that revealed it, if any.</param>
    public InputException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
