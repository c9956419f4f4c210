namespace Einspace.Sdk.Testing.Tests;

/// <summary>Every rule for plugins catches a plugin that breaks it, and lets sound ones pass.</summary>
internal sealed class PluginSuiteTests
{
    private static IEnumerable<ConformanceRule<PluginUnderTest>> Rules => PluginSuite.Rules;

    [Test]
    public void ASoundPluginKeepsEveryPromise(
        [ValueSource(nameof(Rules))] ConformanceRule<PluginUnderTest> rule,
        [Values("GoodStrategy", "PrivateDependencyV1", "Satellite")] string fixture) => rule.Check(new PluginUnderTest(Fixture(fixture)));

    [Test]
    public void AnAssemblyIsEnough([ValueSource(nameof(Rules))] ConformanceRule<PluginUnderTest> rule) =>
        rule.Check(new PluginUnderTest(Path.Combine(Fixture("GoodStrategy"), "GoodStrategy.dll")));

    [TestCase("NotAPlugin", "declares [assembly: EinspacePlugin(\"id\")]")]
    [TestCase("ContractTooNew", "a newer einspace is needed")]
    [TestCase("FrameworkTooNew", "and this host runs on .NET")]
    public void WhatNoHostAdmits(string fixture, string found) => AssertCaught("admitted", found, Fixture(fixture));

    [TestCase("ThrowingConstructor", "cannot be created: ")]
    [TestCase("BadOptions", "cannot be created: ")]
    [TestCase("BadPartName", "expected lower-case letters, digits and hyphens")]
    [TestCase("NoParts", "it offers no part")]
    [TestCase("MissingDependency", "which is neither in the plugin's folder nor part of .NET")]
    [TestCase("TwoOfOneName", "two parts are a strategy 'twin'")]
    public void PartsThatAreNone(string fixture, string found) => AssertCaught("parts", found, Fixture(fixture));

    [Test]
    public void ACopyOfTheContract()
    {
        string folder = Directory.CreateTempSubdirectory("einspace-plugin-").FullName;
        try
        {
            File.Copy(Path.Combine(Fixture("GoodStrategy"), "GoodStrategy.dll"), Path.Combine(folder, "GoodStrategy.dll"));
            File.Copy(typeof(RandomStream).Assembly.Location, Path.Combine(folder, "Einspace.Sdk.dll"));
            AssertCaught("no-contract-copies", "Einspace.Sdk.dll; in its project the reference needs", folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void APluginThatLoadsItselfIntoTheHost() => AssertCaught("isolated", "SpreadsItself is loaded among the host's assemblies too", Fixture("SpreadsItself"));

    [Test]
    public void APluginThatStays() => AssertCaught("unloads", "such as a handler of a static event", Fixture("StaysForever"));

    private static void AssertCaught(string rule, string found, string path) =>
        Breach.AssertCaught(PluginSuite.Rules, rule, new PluginUnderTest(path), found);

    private static string Fixture(string situation) => Path.Combine(Artifacts(AppContext.BaseDirectory), "fixtures", situation);

    private static string Artifacts(string folder) => Path.GetFileName(folder) == "artifacts"
        ? folder
        : Artifacts(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the checkout's artifacts."));
}
