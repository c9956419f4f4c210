using NUnit.Framework;

namespace Einspace.Sdk.Testing.Fixtures;

/// <summary>Holds a dataset to <see cref="DatasetSuite"/>: derive, and give the dataset with a folder on which to try it.</summary>
[TestFixture]
public abstract class DatasetFixture
{
    /// <summary>Gives the dataset and a folder; small data are enough, and quick.</summary>
    /// <returns>What is tried.</returns>
    protected abstract DatasetUnderTest Create();

    /// <summary>Checks one rule.</summary>
    /// <param name="rule">The rule.</param>
    [TestCaseSource(typeof(DatasetSuite), nameof(DatasetSuite.Rules))]
    public void KeepsThePromise(ConformanceRule<DatasetUnderTest> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Check(Create());
    }
}
