using System.Runtime.CompilerServices;

namespace Einspace.Sdk.Tests;

/// <summary>What only the sources show.</summary>
internal sealed class SourceTests
{
    [Test]
    public void NobodyAsksForAHashThatDiffersFromProcessToProcess()
    {
        string root = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));
        string[] folders = ["sdk/Einspace.Sdk", "plugins/Einspace.Strategies", "plugins/Einspace.Grammar", "plugins/Einspace.Synthetic"];
        string[] files = [.. folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))];

        Assert.That(files, Has.Length.GreaterThan(50));
        Assert.That(
            files.SelectMany(file => File.ReadLines(file)
                .Where(line => line.Contains(".GetHashCode(", StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .Select(line => $"{Path.GetRelativePath(root, file)}: {line.Trim()}")),
            Is.Empty,
            "string.GetHashCode has another value in every process: nothing that is recorded may depend on it.");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
