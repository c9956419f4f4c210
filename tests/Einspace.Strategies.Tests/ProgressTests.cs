using Einspace.Sdk.Testing;
using Einspace.Synthetic;

namespace Einspace.Strategies.Tests;

/// <summary>
/// Strategies learn, on landscapes of the synthetic evaluator. Declared beforehand: 12 landscapes, 200 trials, the mean score of the
/// second hundred beside random search's on the same landscape; at least 10 of 12 better is a sign test at the level 0.02.
/// </summary>
internal sealed class ProgressTests
{
    private const int Landscapes = 12;
    private static readonly Lazy<double[]> Random = new(() => LateMeans(StrategyCase.Random, score => score));

    [TestCaseSource(typeof(StrategyCase), nameof(StrategyCase.Learning))]
    public void ItProposesBetterNetworksThanRandomSearch(StrategyCase strategy) =>
        Assert.That(Wins(strategy, score => score), Is.GreaterThanOrEqualTo(10));

    [TestCaseSource(typeof(StrategyCase), nameof(StrategyCase.Learning))]
    public void ToldTheReverseItProposesWorseOnes(StrategyCase strategy) =>
        Assert.That(Wins(strategy, score => 1 - score), Is.LessThanOrEqualTo(2));

    private static int Wins(StrategyCase strategy, Func<double, double> told) =>
        LateMeans(strategy, told).Zip(Random.Value).Count(pair => pair.First > pair.Second);

    private static double[] LateMeans(StrategyCase strategy, Func<double, double> told) => [.. Enumerable.Range(0, Landscapes).Select(seed =>
    {
        Landscape landscape = new((ulong)seed);
        Study study = new(ToyGrammar.Endless, 200, strategy.Create);
        List<double> scores = [];
        for (int number = 0; number < 200; number++)
        {
            scores.Add(landscape.Score(study.Space.Realise(study.Propose().Architecture).Graph));
            study.Finish(number, told(scores[^1]));
        }

        return scores.Skip(100).Average();
    })];
}
