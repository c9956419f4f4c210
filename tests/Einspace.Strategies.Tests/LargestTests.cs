using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Strategies.Baselines;

namespace Einspace.Strategies.Tests;

[TestFixture]
internal sealed class ParametersConformance : StrategyFixture
{
    protected override ISearchStrategy Create(StrategyContext context) =>
        new ParametersFactory().Create((object)new LargestOptions { Samples = 3 }, context);
}

internal sealed class LargestTests
{
    [Test]
    public void OfTheNewNetworksThatAreDrawnTheLargestIsProposed()
    {
        // Widths 1 to 10: the larger the width, the more parameters. All ten are among so many draws.
        Study study = new(ToyGrammar.Finite(10), 100, context => new ParametersFactory().Create((object)new LargestOptions { Samples = 200 }, context));
        Proposal[] proposals = study.Run(10, _ => 0.5);

        Assert.That(proposals.Select(p => p.Architecture.Text), Is.EqualTo(Enumerable.Range(1, 10).Reverse().Select(width => $"linear({width})")));
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Exhausted));
    }

    [TestCaseSource(nameof(Factories))]
    public void ItsNetworksAreLargerThanRandomSearchs(StrategyFactory factory, Func<Network, UInt128> cost)
    {
        double Mean(Func<StrategyContext, ISearchStrategy> create)
        {
            Study study = new(ToyGrammar.Endless, 100, create);
            return study.Run(60, _ => null).Average(p => Math.Log(1 + (double)cost(study.Space.Realise(p.Architecture))));
        }

        Assert.That(Mean(context => factory.Create(new LargestOptions(), context)), Is.GreaterThan(Mean(StrategyCase.Random.Create) + 0.5));
    }

    private static IEnumerable<TestCaseData> Factories =>
    [
        new TestCaseData(new ParametersFactory(), (Func<Network, UInt128>)(network => network.Costs.Parameters)).SetArgDisplayNames("parameters"),
        new TestCaseData(new MultiplyAddsFactory(), (Func<Network, UInt128>)(network => network.Costs.MultiplyAdds)).SetArgDisplayNames("multiply-adds"),
    ];
}
