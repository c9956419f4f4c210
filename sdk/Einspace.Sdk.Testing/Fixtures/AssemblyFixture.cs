using System.Reflection;
using NUnit.Framework;

namespace Einspace.Sdk.Testing.Fixtures;

/// <summary>Holds an assembly of strategies, grammars or pruners to <see cref="AssemblySuite"/>: derive, and give the assembly.</summary>
[TestFixture]
public abstract class AssemblyFixture
{
    /// <summary>The assembly.</summary>
    protected abstract Assembly Subject { get; }

    /// <summary>Checks one rule.</summary>
    /// <param name="rule">The rule.</param>
    [TestCaseSource(typeof(AssemblySuite), nameof(AssemblySuite.Rules))]
    public void KeepsThePromise(ConformanceRule<Assembly> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(Subject);
    }
}
