namespace Einspace.Sdk.Tests.Grammars;

/// <summary>Pearson's test of goodness of fit; cells that expect fewer than five are taken together.</summary>
internal static class ChiSquare
{
    /// <summary>Asserts that counts fit probabilities at the level 10⁻⁴ (a wrong law fails; a right one does once in 10⁴ seeds).</summary>
    public static void AssertFits<T>(IReadOnlyDictionary<T, int> counts, IReadOnlyDictionary<T, double> probabilities)
        where T : notnull
    {
        int total = counts.Values.Sum();
        Assert.That(counts.Keys.Except(probabilities.Keys), Is.Empty, "outcomes of probability 0");
        double statistic = 0, restExpected = 0, restFound = 0;
        int cells = 0;
        foreach ((T outcome, double probability) in probabilities)
        {
            double expected = total * probability;
            int found = counts.GetValueOrDefault(outcome);
            if (expected < 5)
            {
                restExpected += expected;
                restFound += found;
                continue;
            }

            statistic += (found - expected) * (found - expected) / expected;
            cells++;
        }

        if (restExpected >= 5)
        {
            statistic += (restFound - restExpected) * (restFound - restExpected) / restExpected;
            cells++;
        }

        // Wilson and Hilferty: the cube root of χ²/k is nearly normal.
        double k = cells - 1;
        double z = (Math.Cbrt(statistic / k) - (1 - (2 / (9 * k)))) / Math.Sqrt(2 / (9 * k));
        Assert.That(z, Is.LessThan(3.72), $"χ² = {statistic:F1} with {k} degrees of freedom over {total} draws");
    }

    public static Dictionary<T, int> Count<T>(IEnumerable<T> outcomes)
        where T : notnull => outcomes.CountBy(outcome => outcome).ToDictionary(pair => pair.Key, pair => pair.Value);
}
