using Einspace.Sdk.Grammars;
using NUnit.Framework;

namespace Einspace.Sdk.Testing.Fixtures;

/// <summary>Holds a grammar to <see cref="GrammarSuite"/>: derive, and create the grammar for an input.</summary>
[TestFixture]
public abstract class GrammarFixture
{
    /// <summary>Runs graphs, so that predicted shapes are compared with executed ones; null, as by default, leaves that out.</summary>
    protected virtual GraphExecutor? Executor => null;

    /// <summary>Creates the grammar.</summary>
    /// <returns>The grammar, bound to an input.</returns>
    protected abstract Grammar Create();

    /// <summary>Checks one rule.</summary>
    /// <param name="rule">The rule.</param>
    [TestCaseSource(typeof(GrammarSuite), nameof(GrammarSuite.Rules))]
    public void KeepsThePromise(ConformanceRule<GrammarUnderTest> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(new GrammarUnderTest(Create(), Executor));
    }
}
