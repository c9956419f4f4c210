using Einspace.Grammar;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk.Plugins;
using Einspace.Strategies.RandomSearch;
using Einspace.Strategies.RegularizedEvolution;
using Einspace.Training;

namespace Einspace.Fidelity.Tests;

/// <summary>docs/fidelity.md is written by bench/Einspace.Bench.Fidelity; these fail where it should have been written again.</summary>
[Category("Fidelity")]
internal sealed class FidelityPageTests
{
    private readonly string _page = File.ReadAllText(Path.Combine(Checkout(AppContext.BaseDirectory), "docs", "fidelity.md"));

    [TestCase("grammar.", typeof(EinspaceOptions))]
    [TestCase("evaluator.", typeof(TrainingOptions))]
    [TestCase("strategy.", typeof(RegularizedEvolutionOptions))]
    [TestCase("strategy.", typeof(RandomSearchOptions))]
    [TestCase("--", typeof(StudyOptions))]
    public void The_page_has_every_option_that_the_reference_sets_with_its_values(string prefix, Type options)
    {
        foreach (OptionDescription option in OptionDescriptions.Of(options).Where(option => !option.Profiles.IsEmpty))
            Assert.That(_page, Does.Contain($"| `{prefix}{option.Name}` | {Words(option.Default)} | {Words(option.Profiles["reference"])} |"));
    }

    [Test]
    public void The_page_has_all_quirks_in_order() => Assert.That(
        _page.Split('\n').Where(line => line.StartsWith("## Q", StringComparison.Ordinal)).Select(line => line.Split('.')[0]),
        Is.EqualTo(Enumerable.Range(1, 24).Select(number => $"## Q{number}")));

    private static string Words(string? value) => value is null or "null" ? "none" : value;

    private static string Checkout(string folder) =>
        File.Exists(Path.Combine(folder, "Einspace.Framework.sln")) ? folder : Checkout(Path.GetDirectoryName(folder)!);
}
