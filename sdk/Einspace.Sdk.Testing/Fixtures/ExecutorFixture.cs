using NUnit.Framework;

namespace Einspace.Sdk.Testing.Fixtures;

/// <summary>Holds an executor to <see cref="ExecutorSuite"/>: derive, and say how it is created.</summary>
[TestFixture]
public abstract class ExecutorFixture
{
    /// <summary>Gives the executor.</summary>
    /// <returns>What is tried.</returns>
    protected abstract ExecutorUnderTest Create();

    /// <summary>Checks one rule.</summary>
    /// <param name="rule">The rule.</param>
    [TestCaseSource(typeof(ExecutorSuite), nameof(ExecutorSuite.Rules))]
    public void KeepsThePromise(ConformanceRule<ExecutorUnderTest> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(Create());
    }
}
