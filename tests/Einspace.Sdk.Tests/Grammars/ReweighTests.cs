using Einspace.Sdk.Grammars;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>A grammar with other shares draws by them, and is otherwise the same.</summary>
internal sealed class ReweighTests
{
    [Test]
    public void SharesAreDrawnBy()
    {
        // At depth limit 0 only double (weighted) and keep (probability 0.3) are options; keep is made four times as likely as double.
        Grammar grammar = TinyGrammar.Build(depthLimit: 0).Reweigh((_, production) => production.Name == "keep" ? 0.8 : 5);
        RandomStream random = RandomStream.Derive(0, "reweigh");
        double share = Enumerable.Range(0, 4000).Count(_ => grammar.Sample(random).Architecture.Text == "keep") / 4000.0;

        Assert.That(share, Is.EqualTo(0.8).Within(4 * Math.Sqrt(0.8 * 0.2 / 4000)));
    }

    [Test]
    public void WeightsShareByTheirNewProportion()
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 1).Reweigh((_, production) => production.Name switch { "keep" => 0.1, "thrice" => 7, _ => 1 });
        PartialDerivation derivation = grammar.Begin();

        Assert.That(
            derivation.Options.Select(option => (option.Production, Math.Round(option.Probability, 12))),
            Is.EqualTo(new[] { ("sum", 0.1), ("thrice", 0.7), ("double", 0.1), ("keep", 0.1) }));
    }

    [Test]
    public void TheOldGrammarStaysAndTheNewOneSaysItsShares()
    {
        Grammar old = TinyGrammar.Build();
        Grammar reweighed = old.Reweigh((symbol, production) => production.Probability ?? (2 * production.Weight));

        Assert.That(old.Symbols[0].Productions.Select(p => p.Weight), Is.EqualTo(new[] { TinyGrammar.SumWeight, 1, 1, 0 }));
        Assert.That(reweighed.Symbols[0].Productions.Select(p => p.Weight), Is.EqualTo(new[] { 2 * TinyGrammar.SumWeight, 2, 2, 0 }));
        Assert.That(
            reweighed.Sample(RandomStream.Derive(1, "reweigh")).Architecture,
            Is.EqualTo(old.Sample(RandomStream.Derive(1, "reweigh")).Architecture), "the proportions are the same");
    }

    [TestCase(0.0)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void AShareIsANumberAboveZero(double share) => Assert.That(
        () => TinyGrammar.Build().Reweigh((_, production) => production.Name == "thrice" ? share : 0.5),
        Throws.ArgumentException.With.Message.StartsWith($"'thrice' of symbol 'expression' is given share {share}; it must be more than 0."));

    [Test]
    public void FixedProbabilitiesLeaveSomethingForTheOthers() => Assert.That(
        () => TinyGrammar.Build().Reweigh((_, _) => 1),
        Throws.ArgumentException.With.Message.StartsWith("The fixed probabilities of symbol 'expression' sum to 1"));
}
