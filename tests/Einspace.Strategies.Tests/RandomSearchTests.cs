using Einspace.Sdk;
using Einspace.Sdk.Grammars;
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

    [Test]
    public void DrawsPassedOverAreToldApartByDerivationAndByNetwork()
    {
        // Nine derivations of six networks: the three mixed sums have two derivations each.
        Study study = New(PlantedGrammar.Sums);
        Proposal[] proposals = study.Run(6, _ => 0.5);

        HashSet<string> seen = [];
        for (int number = 0; number < proposals.Length; number++)
        {
            RandomStream random = RandomStream.Derive(0, "proposal", (ulong)number);
            (int derivations, int networks) = (0, 0);
            for (Network drawn = study.Space.Sample(random); drawn.Architecture.Text != proposals[number].Architecture.Text; drawn = study.Space.Sample(random))
                _ = seen.Contains(drawn.Architecture.Text) ? derivations++ : networks++;
            seen.Add(proposals[number].Architecture.Text);

            Assert.That(proposals[number].Repeats, Is.EqualTo(new RepeatedDraws(derivations, networks)), $"trial {number}");
        }

        Assert.That(proposals.Sum(p => p.Repeats.Derivations), Is.GreaterThan(0));
        Assert.That(proposals.Sum(p => p.Repeats.Networks), Is.GreaterThan(0));
        Assert.That(study.Ask(), Is.SameAs(ProposalOutcome.Exhausted));
    }

    private static Study New(Grammar grammar) =>
        new(grammar, 100, context => new RandomSearchFactory().Create((object)new RandomSearchOptions(), context));

    private static Study New(RandomSearchOptions options, int trials, int? networks = null, params string[] seeds) => new(
        networks is { } n ? ToyGrammar.Finite(n) : ToyGrammar.Endless, trials, context => new RandomSearchFactory().Create((object)options, context), seeds);
}
