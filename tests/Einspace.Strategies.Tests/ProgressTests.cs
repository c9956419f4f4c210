using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Strategies.RandomSearch;
using Einspace.Strategies.RegularizedEvolution;
using Einspace.Synthetic;

namespace Einspace.Strategies.Tests;

/// <summary>
/// Evolution learns, on landscapes of the synthetic evaluator. Declared beforehand: 12 landscapes, 200 trials, the mean score of the
/// second hundred beside random search's on the same landscape; at least 10 of 12 better is a sign test at the level 0.02.
/// </summary>
internal sealed class ProgressTests
{
    private const int Landscapes = 12;

    [Test]
    public void EvolutionProposesBetterNetworksThanRandomSearch() => Assert.That(Wins(score => score), Is.GreaterThanOrEqualTo(10));

    [Test]
    public void EvolutionToldTheReverseProposesWorseOnes() => Assert.That(Wins(score => 1 - score), Is.LessThanOrEqualTo(2));

    private static int Wins(Func<double, double> told) => Enumerable.Range(0, Landscapes).Count(seed =>
    {
        Landscape landscape = new((ulong)seed);
        double evolution = LateMean(landscape, told, context => new RegularizedEvolutionFactory().Create((object)new RegularizedEvolutionOptions(), context));
        double random = LateMean(landscape, told, context => new RandomSearchFactory().Create((object)new RandomSearchOptions(), context));
        return evolution > random;
    });

    private static double LateMean(Landscape landscape, Func<double, double> told, Func<StrategyContext, ISearchStrategy> create)
    {
        Study study = new(ToyGrammar.Endless, 200, create);
        List<double> scores = [];
        for (int number = 0; number < 200; number++)
        {
            scores.Add(landscape.Score(study.Propose().Architecture));
            study.Finish(number, told(scores[^1]));
        }

        return scores.Skip(100).Average();
    }
}
