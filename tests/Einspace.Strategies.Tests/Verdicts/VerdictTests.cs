using Einspace.Sdk.Search;
using Einspace.Strategies.Nsga2;
using Einspace.Strategies.RegularizedEvolution;
using Einspace.Synthetic;
using static Einspace.Strategies.Tests.Verdicts.Contest;

namespace Einspace.Strategies.Tests.Verdicts;

/// <summary>
/// Declared beforehand, beside random search without repeats, by the rules of <see cref="Contest"/>: a strategy that learns beats it if
/// its best scores are better with A12 of 0.64 at least (a medium effect; Vargha and Delaney 2000) and at the level 0.05 among all
/// strategies (Holm). Canaries must not.
/// </summary>
[Category("Slow")]
internal sealed class VerdictTests
{
    private const double Effect = 0.64;
    private const double Level = 0.05;

    /// <summary>What a strategy reaches that climbing misleads wholly: the worst four fifths of the networks are in reverse order.</summary>
    private const double Misled = 0.8;

    /// <summary>How much of what random search gains over that may be lost, on average.</summary>
    private const double Loss = 0.8;

    private static readonly Lazy<Outcome[][]> Random = new(() => Run(StrategyCase.Random.Create));
    private static readonly Lazy<Outcome[][]> RandomDeceived = new(() => Run(StrategyCase.Random.Create, LandscapePreset.Deceptive));
    private static readonly Lazy<Dictionary<string, (Comparison Comparison, double Adjusted)>> Family = new(() =>
    {
        Comparison[] comparisons = [.. StrategyCase.Learning.Select(strategy => Beside(strategy.Create)), Nsga2()];
        double[] adjusted = Comparison.Holm([.. comparisons.Select(comparison => comparison.P)]);
        return StrategyCase.Learning.Select(strategy => strategy.Name).Append("nsga2").Zip(comparisons.Zip(adjusted)).ToDictionary();
    });

    [TestCaseSource(typeof(StrategyCase), nameof(StrategyCase.Learning))]
    public void ItBeatsRandomSearch(StrategyCase strategy) => AssertBeats(strategy.Name);

    [Test]
    public void TheFrontOfNsga2DominatesMoreThanRandomSearchs() => AssertBeats("nsga2");

    [TestCaseSource(typeof(StrategyCase), nameof(StrategyCase.Learning))]
    public void ToldTheReverseItDoesNot(StrategyCase strategy) => AssertBeatsNot(Beside(strategy.Create, (_, score) => 1 - score));

    [TestCaseSource(typeof(StrategyCase), nameof(StrategyCase.Learning))]
    public void ToldTheSameOfAllItDoesNot(StrategyCase strategy) => AssertBeatsNot(Beside(strategy.Create, (_, _) => 0.5));

    [Test]
    public void ToldTheReverseTheFrontDominatesNoMore() => AssertBeatsNot(Nsga2((_, score) => 1 - score));

    [TestCaseSource(typeof(StrategyCase), nameof(StrategyCase.Learning))]
    public void WhereClimbingMisleadsItKeepsAFifthOfWhatRandomSearchGains(StrategyCase strategy)
    {
        double best = Run(strategy.Create, LandscapePreset.Deceptive).Average(Mean), random = RandomDeceived.Value.Average(Mean);
        TestContext.Out.WriteLine($"best {best:F4}, random search's {random:F4}, lost {(random - best) / (random - Misled):P0}");

        Assert.That(random - best, Is.LessThanOrEqualTo(Loss * (random - Misled)));
    }

    // Half of the founders are told a score that is better than any, whatever they deserve. Nothing beats them until they age.
    [Test]
    public void LuckyTrialsAreForgotten() => AssertBeats(Beside(
        context => new RegularizedEvolutionFactory().Create((object)new RegularizedEvolutionOptions { Population = 20, Tournament = 20 }, context), Lucky));

    [Test]
    public void WithoutAgeingTheyAreNot() => AssertBeatsNot(Beside(context => new HallOfFame(context, 20), Lucky));

    private static double Lucky(int number, double score) => number < 10 ? 2 : score;

    private static double Mean(Outcome[] outcomes) => outcomes.Average(outcome => outcome.Best);

    private static Comparison Beside(Func<StrategyContext, ISearchStrategy> create, Func<int, double, double>? told = null) =>
        Compare(Run(create, told: told), Random.Value, outcome => outcome.Best);

    private static Comparison Nsga2(Func<int, double, double>? told = null) => Compare(
        Run(context => new Nsga2Factory().Create((object)new Nsga2Options(), context), told: told), Random.Value, outcome => outcome.Hypervolume);

    private static void AssertBeats(string strategy)
    {
        (Comparison comparison, double adjusted) = Family.Value[strategy];
        TestContext.Out.WriteLine($"A12 {comparison.A12:F2}, p {comparison.P:F4}, adjusted {adjusted:F4}");
        Assert.That(comparison.A12, Is.GreaterThanOrEqualTo(Effect));
        Assert.That(adjusted, Is.LessThanOrEqualTo(Level));
    }

    private static void AssertBeats(Comparison comparison)
    {
        TestContext.Out.WriteLine($"A12 {comparison.A12:F2}, p {comparison.P:F4}");
        Assert.That(comparison.A12, Is.GreaterThanOrEqualTo(Effect));
        Assert.That(comparison.P, Is.LessThanOrEqualTo(Level));
    }

    // One canary for each strategy: by chance alone one of twenty reaches the level, so they share it (Bonferroni).
    private static void AssertBeatsNot(Comparison comparison)
    {
        double adjusted = Math.Min(1, StrategyCase.Learning.Count * comparison.P);
        TestContext.Out.WriteLine($"A12 {comparison.A12:F2}, p {comparison.P:F4}, adjusted {adjusted:F4}");
        Assert.That(comparison.A12 >= Effect && adjusted <= Level, Is.False, $"A12 {comparison.A12:F2}, adjusted {adjusted:F4}");
    }
}
