using Einspace.Host;

namespace Einspace.Cli;

/// <summary>Tells a person of a mistake of the program or a plugin: a sentence on the screen, the details in a file.</summary>
internal static class BugReport
{
    public static void Write(Exception bug, string[] arguments, bool verbose)
    {
        string details = string.Join(
            '\n',
            $"einspace {typeof(BugReport).Assembly.GetName().Version?.ToString(3)} on {Environment.OSVersion}, .NET {Environment.Version}",
            $"einspace {string.Join(' ', arguments)}",
            bug.ToString(),
            "");
        string sentence = $"einspace met a mistake of its own or of a plugin, not of yours: {bug.GetType().Name}: {bug.Message}";
        Console.Error.WriteLine(sentence);
        if (verbose)
            Console.Error.Write(details);
        else
            Console.Error.WriteLine($"Please report it with {Save(details)}.");
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
