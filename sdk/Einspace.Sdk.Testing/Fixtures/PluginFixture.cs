using NUnit.Framework;

namespace Einspace.Sdk.Testing.Fixtures;

/// <summary>
/// Holds a plugin to <see cref="PluginSuite"/>: derive, and say where it is:
/// <c>protected override PluginUnderTest Create() => new(typeof(MyFactory).Assembly.Location);</c>
/// </summary>
[TestFixture]
public abstract class PluginFixture
{
    /// <summary>Says where the plugin is.</summary>
    /// <returns>What is tried.</returns>
    protected abstract PluginUnderTest Create();

    /// <summary>Checks one rule.</summary>
    /// <param name="rule">The rule.</param>
    [TestCaseSource(typeof(PluginSuite), nameof(PluginSuite.Rules))]
    public void KeepsThePromise(ConformanceRule<PluginUnderTest> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(Create());
    }
}
