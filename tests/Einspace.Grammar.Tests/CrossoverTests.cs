using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Testing;

namespace Einspace.Grammar.Tests;

internal sealed class CrossoverTests
{
    private static readonly Sdk.Grammars.Grammar Grammar = Spaces.Corrected(Spaces.Image);

    [Test]
    public void Ten_thousand_children_are_derivable()
    {
        CrossoverRates rates = CrossoverRates.Measure(Grammar, Spaces.Random(0), children: 10_000, largest: 120);
        TestContext.Out.WriteLine(rates);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rates.Invalid, Is.Empty);
            Assert.That(rates.Exact, Is.GreaterThan(0));
            Assert.That(rates.Reannotated, Is.GreaterThan(0));
        }
    }

    [Test]
    public void Children_of_seed_architectures_are_executable()
    {
        TaskSpec task = new("example", Spaces.Image, InputMode.Image, classes: 20);
        EinspaceFactory factory = new();
        Architecture[] seeds = [.. new[] { "resnet18-no-maxpool", "transformer", "mlp-mixer" }.Select(name => factory.Read(name, Grammar, task))];
        RandomStream random = Spaces.Random(1);
        int found = 0;
        for (int i = 0; i < 300; i++)
        {
            Architecture seed = seeds[random.NextInt(seeds.Length)];
            Architecture other = i % 2 == 0 ? Grammar.Sample(random).Architecture : seeds[random.NextInt(seeds.Length)];
            if (other.UniqueNodes > 300 || Grammar.Cross(seed, other, random) is not { } cross)
                continue;
            found++;
            Assert.That(Grammar.Check(cross.Child).IsExecutable, Is.True, cross.Child.Text);
        }

        Assert.That(found, Is.GreaterThan(100));
    }
}
