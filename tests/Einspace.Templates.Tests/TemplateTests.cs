using System.Text;

namespace Einspace.Templates.Tests;

/// <summary>What an author does first, with each kind of plugin, up to a search with it; everything as the author's commands do it.</summary>
[Category("Slow")]
internal sealed class TemplateTests
{
    private static readonly string[] Trials = ["--trials", "5", "--seed", "0"];
    private static readonly string[] Briefly = ["--strategy", "random", "--epochs", "1", "--jobs", "1", "--set", "task.train=64", "--set", "task.validation=64", "--set", "task.test=64"];

    [TestCase("strategy", "Acme.Strategies", "acme-strategies", "--strategy acme-strategies --evaluator synthetic")]
    [TestCase("pruner", "acme-pruner", "acme-pruner", "--pruner acme-pruner --evaluator synthetic --strategy random --epochs 4")]
    [TestCase("evaluator", "AcmeEvaluator2", "acmeevaluator2", "--evaluator acmeevaluator2 --strategy random")]
    [TestCase("grammar", "3D.Acme-Search.Grammar", "plugin3d-acme-search-grammar", "--grammar plugin3d-acme-search-grammar --evaluator torch --task digits")]
    [TestCase("dataset", "Acme.Einspace.Data", "acme-einspace-data", "--task acme-einspace-data --evaluator torch")]
    public void FromTheTemplateToASearch(string kind, string name, string id, string search)
    {
        Workshop workshop = Workshop.Instance;
        string solution = workshop.Generate(name, "--kind", kind, "--feed", workshop.Feed);
        workshop.Dotnet("build", solution, "-warnaserror");
        Assert.That(workshop.Dotnet("test", solution, "--no-build"), Does.Contain("Failed:     0"));
        Assert.That(workshop.Einspace("plugin", "build", solution), Does.StartWith($"Installed {id} "));

        string[] arguments = ["search", "--study", $"study-{kind}", .. search.Split(' '), .. Trials, .. search.Contains("torch") ? Briefly : []];
        Assert.That(workshop.Einspace(arguments), Does.Contain("5 trials"));
        workshop.Einspace("plugin", "remove", id);
        Assert.That(workshop.Einspace("plugin", "list"), Does.Not.Contain(id));
    }

    [TestCase("Search", "search", "Search")]
    [TestCase("My Search", "my-search", "My_Search")]
    [TestCase("acme--search_2", "acme-search-2", "acme__search_2")]
    [TestCase("-x-", "x", "_x_")]
    [TestCase("42", "plugin42", "_42")]
    public void NamesBecomeIdsAndNamespaces(string name, string id, string names)
    {
        string solution = Workshop.Instance.Generate(name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(Path.Combine(solution, "src", name, "Plugin.cs")), Does.Contain($"[assembly: EinspacePlugin(\"{id}\")]"));
            Assert.That(File.ReadAllText(Path.Combine(solution, "src", name, "HillClimbing.cs")), Does.Contain($"namespace {names};"));
            Assert.That(File.ReadAllText(Path.Combine(solution, $"{name}.sln")), Does.Contain($@"""src\{name}\{name}.csproj"""));
            Assert.That(Path.Combine(solution, "nuget.config"), Does.Not.Exist, "no feed was named");
        }
    }

    [Test]
    public void ThePackagesOwnExampleRuns()
    {
        Workshop workshop = Workshop.Instance;
        string[] blocks = File.ReadAllText(Path.Combine(Workshop.Checkout, "sdk", "Einspace.Sdk", "README.md")).Split("```");
        string folder = Directory.CreateDirectory(Path.Combine(workshop.Folder, "readme")).FullName;
        File.WriteAllText(Path.Combine(folder, "Example.csproj"), blocks.Single(block => block.StartsWith("xml\n"))["xml\n".Length..]);
        File.WriteAllText(Path.Combine(folder, "Example.cs"), blocks.Single(block => block.StartsWith("csharp\n"))["csharp\n".Length..]);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""<configuration><packageSources><add key="einspace" value="{workshop.Feed}" /></packageSources></configuration>""");
        workshop.Dotnet("build", folder, "-warnaserror");
        string output = Path.Combine(folder, "bin", "Release", "net10.0");
        Assert.That(Directory.GetFiles(output).Select(Path.GetFileName), Is.EquivalentTo(
            new[] { "Example.dll", "Example.pdb", "Example.deps.json", "Example.runtimeconfig.json" }), "the SDK comes from the host");
        // The two strings of [AssemblyMetadata("EinspaceContract", "0.1")], as attributes hold them: each after its length.
        Assert.That(Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(output, "Example.dll"))), Does.Contain("\u0010EinspaceContract\u00030.1"));
        string[] search = ["search", "--plugin", output, "--strategy", "acme-sampling", "--evaluator", "synthetic", "--study", "study-readme", .. Trials];
        Assert.That(workshop.Einspace(search), Does.Contain("5 trials"));
    }
}
