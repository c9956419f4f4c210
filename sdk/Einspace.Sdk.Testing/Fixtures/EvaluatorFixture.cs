using NUnit.Framework;

namespace Einspace.Sdk.Testing.Fixtures;

/// <summary>
/// Holds an evaluator to <see cref="EvaluatorSuite"/>: derive, and give its factory:
/// <c>protected override EvaluatorUnderTest Create() => new(new MyFactory());</c>
/// </summary>
[TestFixture]
public abstract class EvaluatorFixture
{
    /// <summary>Gives the part and what it is tried on.</summary>
    /// <returns>What is tried.</returns>
    protected abstract EvaluatorUnderTest Create();

    /// <summary>Checks one rule.</summary>
    /// <param name="rule">The rule.</param>
    [TestCaseSource(typeof(EvaluatorSuite), nameof(EvaluatorSuite.Rules))]
    public void KeepsThePromise(ConformanceRule<EvaluatorUnderTest> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(Create());
    }
}
