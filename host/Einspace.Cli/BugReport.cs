using Einspace.Host;
using Einspace.Host.Plugins;

namespace Einspace.Cli;

/// <summary>Tells a person of a mistake of the program or a plugin: a sentence on the screen, the details in a file.</summary>
internal static class BugReport
{
    public static void Write(Exception bug, string[] arguments, bool verbose)
    {
        Console.Error.WriteLine($"einspace met a mistake of its own, not of yours: {Thrown.InWords(bug)}");
        WriteDetails(bug, arguments, verbose, "Please report it with");
    }

    /// <summary>Prints the details of an exception, or keeps them and says where.</summary>
    public static void WriteDetails(Exception e, string[] arguments, bool verbose, string introduction = "Its author will want")
    {
        string details = string.Join(
            '\n',
            $"einspace {typeof(BugReport).Assembly.GetName().Version?.ToString(3)} on {Environment.OSVersion}, .NET {Environment.Version}",
            $"einspace {string.Join(' ', arguments)}",
            Thrown.Details(e),
            "");
        if (verbose)
            Console.Error.Write(details);
        else
            Console.Error.WriteLine($"{introduction} {Save(details)}.");
    }

    private static string Save(string details)
    {
        try
        {
            string file = Path.Combine(UserFolders.State, "last-error.txt");
            Directory.CreateDirectory(UserFolders.State);
            File.WriteAllText(file, details);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"what the same command prints with --verbose (the details could not be written to a file: {e.Message})";
        }
    }
}
