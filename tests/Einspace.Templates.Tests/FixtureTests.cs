namespace Einspace.Templates.Tests;

/// <summary>An author who deletes the example's own tests is left with the conformance tests, and not with none.</summary>
internal sealed class FixtureTests
{
    private static IEnumerable<string> Files => Directory
        .EnumerateFiles(Path.Combine(Workshop.Checkout, "templates", "einspace-plugin"), "ConformanceTests.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Workshop.Checkout, file));

    [TestCaseSource(nameof(Files))]
    public void ConformanceTestsReferToNUnit(string file) =>
        Assert.That(File.ReadAllText(Path.Combine(Workshop.Checkout, file)), Does.Contain("\n[TestFixture]\ninternal sealed class ConformanceTests"));
}
