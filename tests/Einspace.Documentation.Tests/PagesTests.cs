using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Einspace.Documentation.Tests;

/// <summary>Pages show code that is compiled and tested here, and link to what is there.</summary>
internal sealed partial class PagesTests
{
    private const string Rewrite = "EINSPACE_WRITE_PAGES";

    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(Root, "README.md"))
        .Select(page => Path.GetRelativePath(Root, page))
        .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Pages))]
    public void CodeIsThatOfItsFile(string page)
    {
        string path = Path.Combine(Root, page);
        string text = File.ReadAllText(path);
        string now = Shown().Replace(text, match => match.Result($"${{head}}{Source(match).Replace("$", "$$")}${{tail}}"));
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            File.WriteAllText(path, text = now);
        Assert.That(text, Is.EqualTo(now), $"{page} shows other code than its file has; to write it anew: {Rewrite}=1 ./test --filter PagesTests");
    }

    [Test]
    public void EveryExampleIsShown()
    {
        IEnumerable<string> shown = Pages.SelectMany(page => Shown().Matches(File.ReadAllText(Path.Combine(Root, page)))).Select(match => match.Groups["file"].Value);
        IEnumerable<string> examples = Directory.EnumerateFiles(Path.Combine(Folder(), "Examples"), "*.cs").Select(file => Path.GetRelativePath(Root, file));
        Assert.That(examples.Except(shown), Is.Empty);
    }

    [TestCaseSource(nameof(Pages))]
    public void LinksLeadSomewhere(string page)
    {
        IEnumerable<string> broken = Link().Matches(Fence().Replace(File.ReadAllText(Path.Combine(Root, page)), ""))
            .Select(match => match.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal))
            .Where(to => !IsThere(page, to));
        Assert.That(broken, Is.Empty);
    }

    private static string Source(Match match) => File.ReadAllText(Path.Combine(Root, match.Groups["file"].Value)).TrimEnd('\n');

    private static bool IsThere(string page, string to)
    {
        string[] parts = to.Split('#', 2);
        string target = parts[0].Length == 0 ? Path.Combine(Root, page) : Path.Combine(Root, Path.GetDirectoryName(page)!, parts[0]);
        if (parts.Length == 1)
            return Path.Exists(target);
        return File.Exists(target) && Heading().Matches(Fence().Replace(File.ReadAllText(target), "")).Any(heading => Anchor(heading.Groups["text"].Value.Trim()) == parts[1]);
    }

    /// <summary>A heading's anchor as renderers of Markdown make it.</summary>
    private static string Anchor(string heading) => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"(?<head><!-- (?<file>[^ ]+\.cs) -->\n```csharp\n)(?<code>.*?)(?<tail>\n```\n)", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
