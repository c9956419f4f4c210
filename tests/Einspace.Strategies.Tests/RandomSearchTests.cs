using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Strategies.RandomSearch;

namespace Einspace.Strategies.Tests;

internal sealed class RandomSearchTests
{
    [Test]
    public void NoNetworkIsProposedTwice()
    {
        Study study = New(new RandomSearchOptions(), trials: 300);
        Proposal[] proposals = study.Run(300, _ => 0.5);

        Assert.That(proposals.Select(p => study.Space.Realise(p.Architecture).Hash), Is.Unique);
        Assert.That(proposals.Select(p => p.Operator), Is.All.EqualTo("sample"));
    }

    [Test]
    public void ASpaceOfSevenNetworksIsExhaustedAfterSeven()
    {
        Study study = New(new RandomSearchOptions(), trials: 100, networks: 7);
        study.Run(7, _ => null);

        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Exhausted));
    }

    [Test]
    public void WithRepeatsNothingIsExhausted()
    {
        Study study = New(new RandomSearchOptions { Repeats = true }, trials: 100, networks: 2);
        Proposal[] proposals = study.Run(50, _ => 0.5);

        Assert.That(proposals.Select(p => p.Architecture.Text).Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public void SeedsComeFirstAndAreNotSampledAgain()
    {
        Study study = New(new RandomSearchOptions(), trials: 10, networks: 3, seeds: ["linear(2)", "linear(3)"]);
        Proposal[] proposals = study.Run(3, _ => 0.5);

        Assert.That(proposals.Select(p => p.Architecture.Text), Is.EqualTo(new[] { "linear(2)", "linear(3)", "linear(1)" }));
        Assert.That(proposals.Select(p => p.Operator), Is.EqualTo(new[] { "seed", "seed", "sample" }));
    }

    private static Study New(RandomSearchOptions options, int trials, int? networks = null, params string[] seeds) => new(
        networks is { } n ? ToyGrammar.Finite(n) : ToyGrammar.Endless, trials, context => new RandomSearchFactory().Create((object)options, context), seeds);
}
