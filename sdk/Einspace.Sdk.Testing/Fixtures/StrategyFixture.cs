using Einspace.Sdk.Search;
using NUnit.Framework;

namespace Einspace.Sdk.Testing.Fixtures;

/// <summary>Holds a strategy to <see cref="StrategySuite"/>: derive, and create the strategy with the options to be tried.</summary>
[TestFixture]
public abstract class StrategyFixture
{
    /// <summary>Creates the strategy at its beginning.</summary>
    /// <param name="context">What it is made for.</param>
    /// <returns>The strategy.</returns>
    protected abstract ISearchStrategy Create(StrategyContext context);

    /// <summary>Checks one rule.</summary>
    /// <param name="rule">The rule.</param>
    [TestCaseSource(typeof(StrategySuite), nameof(StrategySuite.Rules))]
    public void KeepsThePromise(ConformanceRule<Func<StrategyContext, ISearchStrategy>> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(Create);
    }
}
