using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Einspace.Templates.Tests;

/// <summary>Versions that are written down more than once are the same.</summary>
internal sealed class VersionTests
{
    private static readonly string Templates = Path.Combine(Workshop.Checkout, "templates", "einspace-plugin");

    private static IEnumerable<string> Projects => Directory.EnumerateFiles(Templates, "*.csproj", SearchOption.AllDirectories);

    [Test]
    public void TheTemplatesNameTheSdkOfThisCheckout()
    {
        string version = XElement.Load(Path.Combine(Workshop.Checkout, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;
        string[] named = [.. References().Where(reference => reference.Id.StartsWith("Einspace.")).Select(reference => reference.Version)];
        string readme = File.ReadAllText(Path.Combine(Workshop.Checkout, "sdk", "Einspace.Sdk", "README.md"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(named, Has.Length.EqualTo(2).And.All.EqualTo(version));
            Assert.That(Regex.Match(readme, "Include=\"Einspace.Sdk\" Version=\"(.*?)\"").Groups[1].Value, Is.EqualTo(version));
        }
    }

    [Test]
    public void TheTemplatesNameTheOtherPackagesAsWeDo()
    {
        Dictionary<string, string> ours = XElement.Load(Path.Combine(Workshop.Checkout, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        (string Id, string Version)[] others = [.. References().Where(reference => !reference.Id.StartsWith("Einspace."))];
        Assert.That(others, Is.Not.Empty.And.All.Matches<(string Id, string Version)>(reference => ours[reference.Id] == reference.Version));
    }

    private static IEnumerable<(string Id, string Version)> References() => Projects
        .SelectMany(project => XElement.Load(project).Descendants("PackageReference"))
        .Select(reference => (reference.Attribute("Include")!.Value, reference.Attribute("Version")!.Value));
}
