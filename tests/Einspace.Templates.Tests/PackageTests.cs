using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace Einspace.Templates.Tests;

/// <summary>What is in the packages, and what is not.</summary>
[Category("Slow")]
internal sealed class PackageTests
{
    private const string License = "MIT";
    private static readonly string[] Libraries = ["Einspace.Sdk", "Einspace.Training", "Einspace.Sdk.Testing"];

    [TestCase("Einspace.Sdk", "System.Composition.AttributedModel")]
    [TestCase("Einspace.Training", "Einspace.Sdk")]
    [TestCase("Einspace.Sdk.Testing", "Einspace.Sdk", "NUnit", "System.Composition")]
    [TestCase("Einspace.Templates")]
    public void APackageNeedsWhatItReferencesAndNoPinnedOne(string id, params string[] needed)
    {
        XElement metadata = Metadata(id);
        Assert.That(Elements(metadata, "dependency").Select(dependency => dependency.Attribute("id")!.Value), Is.EquivalentTo(needed));
    }

    /// <summary>The build files of Einspace.Sdk, by which a project is a plugin, come with Einspace.Training, and not with Einspace.Sdk.Testing.</summary>
    [TestCase("Einspace.Training", false)]
    [TestCase("Einspace.Sdk.Testing", true)]
    public void WhoReferencesItMakesAPlugin(string id, bool excluded)
    {
        XElement sdk = Elements(Metadata(id), "dependency").Single(dependency => dependency.Attribute("id")!.Value == "Einspace.Sdk");
        Assert.That(sdk.Attribute("exclude")?.Value.Split(',').Contains("Build"), Is.EqualTo(excluded));
    }

    [TestCaseSource(nameof(Libraries))]
    public void ALibraryHasItsDocumentationAndItsSources(string id)
    {
        using ZipArchive package = Open(id);
        using MemoryStream bytes = new(Read(package, $"lib/net10.0/{id}.dll"));
        using PEReader assembly = new(bytes);
        DebugDirectoryEntry symbols = assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        MetadataReader pdb = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(symbols).GetMetadataReader();
        string[] files = [.. pdb.Documents.Select(document => pdb.GetString(pdb.GetDocument(document).Name))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(files, Is.Not.Empty.And.All.StartsWith("/einspace/"), "sources have no path of the machine that packed");
            Assert.That(Encoding.UTF8.GetString(Read(package, $"lib/net10.0/{id}.xml")), Does.Contain("<summary>"));
        }
    }

    [Test]
    public void TheSdkBringsItsBuildFiles()
    {
        using ZipArchive package = Open("Einspace.Sdk");
        Assert.That(package.Entries.Select(entry => entry.FullName), Is.SupersetOf(new[] { "build/Einspace.Sdk.props", "build/Einspace.Sdk.targets" }));
    }

    [TestCase("Einspace.Sdk")]
    [TestCase("Einspace.Training")]
    [TestCase("Einspace.Sdk.Testing")]
    [TestCase("Einspace.Templates")]
    public void APackageSaysWhatItIs(string id)
    {
        XElement metadata = Metadata(id);
        using ZipArchive package = Open(id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Elements(metadata, "license").Single().Value, Is.EqualTo(License));
            Assert.That(Elements(metadata, "description").Single().Value, Has.Length.GreaterThan(30));
            Assert.That(Encoding.UTF8.GetString(Read(package, Elements(metadata, "readme").Single().Value)), Does.StartWith("# "));
        }
    }

    [Test]
    public void TheTemplatesHoldNothingThatWasBuilt()
    {
        using ZipArchive package = Open("Einspace.Templates");
        string[] files = [.. package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("content/"))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(files, Has.Some.EndsWith(".template.config/template.json").And.Some.EndsWith("common/.gitignore"));
            Assert.That(files, Has.None.Contains("/bin/").And.None.Contains("/obj/").And.None.EndsWith(".dll"));
        }
    }

    private static ZipArchive Open(string id) => ZipFile.OpenRead(
        Directory.GetFiles(Workshop.Instance.Feed).Single(file => Path.GetFileName(file)[..^"0.0.0.nupkg".Length] == $"{id}."));

    private static XElement Metadata(string id)
    {
        using ZipArchive package = Open(id);
        return XElement.Load(new MemoryStream(Read(package, $"{id}.nuspec")));
    }

    private static IEnumerable<XElement> Elements(XElement metadata, string name) => metadata.Descendants().Where(element => element.Name.LocalName == name);

    private static byte[] Read(ZipArchive package, string name)
    {
        using Stream entry = package.GetEntry(name)!.Open();
        using MemoryStream bytes = new();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }
}
