using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Strategies.RegularizedEvolution;

namespace Einspace.Strategies.Tests;

/// <summary>How large populations are, and which are refused: one rule for every strategy that has one.</summary>
internal sealed class PopulationTests
{
    private static readonly string[] Expected = ["regularized-evolution", "adaptive-mutation", "surrogate-evolution", "nsga2"];

    private static IEnumerable<StrategyCase> WithPopulation => StrategyCase.All.Where(strategy => Expected.Contains(strategy.Name));

    [Test]
    public void NoOtherStrategyHasAPopulation() => Assert.That(
        StrategyCase.All.Where(strategy => strategy.Factory.Population(Options(strategy), 100) is not null).Select(strategy => strategy.Name),
        Is.EquivalentTo(Expected));

    [TestCaseSource(nameof(WithPopulation))]
    public void ByDefaultItIsATenthOfTheTrialsAndNeverMoreThanHalf(StrategyCase strategy)
    {
        int[] trials = [1, 2, 4, 5, 7, 10, 15, 16, 79, 80, 90, 500, 1000, 5000];
        Assert.That(
            trials.Select(n => strategy.Factory.Population(Options(strategy), n)),
            Is.EqualTo(new[] { 2, 2, 2, 2, 3, 5, 7, 8, 8, 8, 9, 50, 100, 100 }));
        foreach (int n in trials)
            Assert.That(() => Create(strategy, Options(strategy), n), Throws.Nothing, $"{n} trials");
    }

    [TestCaseSource(nameof(WithPopulation))]
    public void ItIsRefusedWhereItCannotTurnOverOnce(StrategyCase strategy)
    {
        foreach ((int population, int trials, string most) in new[] { (51, 100, "50, half of the study's 100"), (3, 5, "2, half of the study's 5"), (200, 100, "50, half of the study's 100") })
        {
            Assert.That(
                () => Create(strategy, Options(strategy, population), trials),
                Throws.TypeOf<InputException>().With.Message.EqualTo(
                    $"strategy.population is {population}, expected at most {most} trials: a larger one cannot turn over once."));
        }

        Assert.That(() => Create(strategy, Options(strategy, 50), 100), Throws.Nothing);
        Assert.That(
            () => Create(strategy, Options(strategy, 2), 1),
            Throws.TypeOf<InputException>().With.Message.EqualTo("strategy.population is 2, but the study has one trial: no population turns over before two."));
    }

    [Test]
    public void AFrozenOneDoesNotTurnOver() =>
        Assert.That(new RegularizedEvolutionFactory().Population((object)new RegularizedEvolutionOptions { Frozen = true }, 100), Is.Null);

    private static void Create(StrategyCase strategy, object options, int trials) => strategy.Factory.Create(
        options, new StrategyContext(new SearchSpace(ToyGrammar.Endless, ToyGrammar.Task, new Limits()), [Study.Objective], trials, []));

    private static object Options(StrategyCase strategy, int? population = null)
    {
        OptionTree.Mapping tree = new(population is { } members ? [KeyValuePair.Create("population", (OptionTree)new OptionTree.Scalar($"{members}"))] : []);
        return OptionBinder.Bind(strategy.Factory.OptionsType, tree, "strategy");
    }
}
