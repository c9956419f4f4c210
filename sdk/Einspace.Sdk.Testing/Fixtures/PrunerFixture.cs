using Einspace.Sdk.Search;
using NUnit.Framework;

namespace Einspace.Sdk.Testing.Fixtures;

/// <summary>Holds a pruner to <see cref="PrunerSuite"/>: derive, and create the pruner with the options to be tried.</summary>
[TestFixture]
public abstract class PrunerFixture
{
    /// <summary>Creates the pruner at its beginning.</summary>
    /// <param name="context">What it is made for.</param>
    /// <returns>The pruner.</returns>
    protected abstract IPruner Create(PrunerContext context);

    /// <summary>Checks one rule.</summary>
    /// <param name="rule">The rule.</param>
    [TestCaseSource(typeof(PrunerSuite), nameof(PrunerSuite.Rules))]
    public void KeepsThePromise(ConformanceRule<Func<PrunerContext, IPruner>> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(Create);
    }
}
