using Einspace.Sdk.Testing;

namespace Einspace.EndToEnd.Tests.Plugins;

/// <summary>The plugins that come with the host keep what every plugin promises.</summary>
internal sealed class ReferencePluginTests
{
    private static IEnumerable<string> Plugins => Directory.GetDirectories(Path.Combine(Folders.Artifacts, "app", "plugins")).Select(folder => Path.GetFileName(folder)!);

    private static IEnumerable<ConformanceRule<PluginUnderTest>> Rules => PluginSuite.Rules;

    [Test]
    public void Keeps_the_promise([ValueSource(nameof(Plugins))] string plugin, [ValueSource(nameof(Rules))] ConformanceRule<PluginUnderTest> rule) =>
        rule.Check(new PluginUnderTest(Path.Combine(Folders.Artifacts, "app", "plugins", plugin)));
}
