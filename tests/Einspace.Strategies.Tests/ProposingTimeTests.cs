using System.Diagnostics;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Strategies.RandomSearch;
using Einspace.Strategies.RegularizedEvolution;

namespace Einspace.Strategies.Tests;

/// <summary>Proposing does not slow down with the history.</summary>
internal sealed class ProposingTimeTests
{
    private static IEnumerable<TestCaseData> Strategies =>
    [
        new TestCaseData((Func<StrategyContext, ISearchStrategy>)(context => new RandomSearchFactory().Create((object)new RandomSearchOptions(), context))).SetArgDisplayNames("random"),
        new TestCaseData((Func<StrategyContext, ISearchStrategy>)(context => new RegularizedEvolutionFactory().Create((object)new RegularizedEvolutionOptions(), context))).SetArgDisplayNames("regularized-evolution"),
    ];

    [TestCaseSource(nameof(Strategies))]
    public void AtTenThousandTrialsAProposalTakesUnderFiveMilliseconds(Func<StrategyContext, ISearchStrategy> create)
    {
        Study study = new(ToyGrammar.Endless, 10_000, create);
        study.Run(10_000, number => number * 7919 % 10_007);

        double[] milliseconds = new double[51];
        for (int i = 0; i < milliseconds.Length; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            study.Propose();
            milliseconds[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        TestContext.Out.WriteLine($"median {milliseconds[25]:F3} ms, largest {milliseconds[50]:F3} ms");
        Assert.That(milliseconds[25], Is.LessThan(5));
    }
}
