using System.Globalization;

namespace Einspace.Host.Plugins;

/// <summary>Words for an exception that plugins' code may have made: its message may be null, throw, break lines or steer a terminal.</summary>
internal static class Thrown
{
    private static readonly char[] Breaks = ['\r', '\n', '\t', '\v', '\f', '\u0085', '\u2028', '\u2029'];

    /// <summary>An exception in one printable line: its type, when it was thrown, and its message where it has one.</summary>
    /// <param name="e">The exception.</param>
    /// <param name="when">In words when that was, if it is to be said.</param>
    public static string InWords(Exception e, string? when = null)
    {
        string type = when is null ? e.GetType().Name : $"{e.GetType().Name} {when}";
        return Line(Message(e)) is { Length: > 0 } message ? $"{type}: {message}" : type;
    }

    /// <summary>An exception with its stack and those within it, for a log.</summary>
    public static string Details(Exception e)
    {
        try
        {
            return e.ToString();
        }
        catch (Exception another)
        {
            return $"{e.GetType()}, which threw {another.GetType()} when its text was read\n{e.StackTrace}";
        }
    }

    private static string? Message(Exception e)
    {
        try
        {
            return e.Message;
        }
        catch (Exception)
        {
            // A type that cannot tell its message is told by its name; what it threw is in the details.
            return null;
        }
    }

    private static string? Line(string? message) => message is null
        ? null
        : string.Concat(string.Join(' ', message.Split(Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Printable));

    private static char Printable(char letter) =>
        char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format ? '?' : letter;
}
