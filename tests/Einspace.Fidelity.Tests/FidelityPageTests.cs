using Einspace.Grammar;
using Einspace.Sdk.Plugins;
using Einspace.Training;

namespace Einspace.Fidelity.Tests;

/// <summary>docs/fidelity.md is written by bench/Einspace.Bench.Fidelity; these fail where it should have been written again.</summary>
[Category("Fidelity")]
internal sealed class FidelityPageTests
{
    private readonly string _page = File.ReadAllText(Path.Combine(Checkout(AppContext.BaseDirectory), "docs", "fidelity.md"));

    [TestCase("grammar", typeof(EinspaceOptions))]
    [TestCase("evaluator", typeof(TrainingOptions))]
    public void The_page_has_every_option_that_the_reference_sets_with_its_values(string part, Type options)
    {
        foreach (OptionDescription option in OptionDescriptions.Of(options).Where(option => !option.Profiles.IsEmpty))
            Assert.That(_page, Does.Contain($"| `{part}.{option.Name}` | {option.Default} | {option.Profiles["reference"]} |"));
    }

    [Test]
    public void The_page_has_all_quirks_in_order() => Assert.That(
        _page.Split('\n').Where(line => line.StartsWith("## Q", StringComparison.Ordinal)).Select(line => line.Split('.')[0]),
        Is.EqualTo(Enumerable.Range(1, 24).Select(number => $"## Q{number}")));

    private static string Checkout(string folder) =>
        File.Exists(Path.Combine(folder, "Einspace.Framework.sln")) ? folder : Checkout(Path.GetDirectoryName(folder)!);
}
