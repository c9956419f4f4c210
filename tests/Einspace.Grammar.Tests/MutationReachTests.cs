using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Grammar.Tests;

/// <summary>What mutation reaches and where it leads. Its exact law is tested in Einspace.Fidelity.Tests and Einspace.Sdk.Tests.</summary>
internal sealed class MutationReachTests
{
    private const int Handy = 150;
    private static readonly Sdk.Grammars.Grammar Grammar = Spaces.Corrected(Spaces.Image);

    [Test]
    public void Mutation_changes_every_place_that_samples_have_and_brings_every_production()
    {
        HashSet<string> places = [];
        Dictionary<string, int> productions = [];
        HashSet<string> changedPlaces = [], broughtProductions = [];
        RandomStream random = Spaces.Random(2);
        for (int lineage = 0; lineage < 1500; lineage++)
        {
            Architecture parent = Draw(random);
            foreach ((string place, DerivationNode node) in Places(parent))
            {
                places.Add(place);
                productions[ArchitectureText.Label(node)] = productions.GetValueOrDefault(ArchitectureText.Label(node)) + 1;
            }

            for (int generation = 0; generation < 10 && parent.UniqueNodes <= Handy; generation++)
            {
                if (Grammar.Mutate(parent, random) is not { } mutation)
                    break;
                (string place, DerivationNode brought) = Places(mutation.Child)[mutation.Position];
                changedPlaces.Add(place);
                broughtProductions.Add(ArchitectureText.Label(brought));
                parent = mutation.Child;
            }
        }

        TestContext.Out.WriteLine($"{changedPlaces.Count} places were changed, {broughtProductions.Count} productions were brought.");
        Assert.That(places.Except(changedPlaces), Is.Empty, "places that samples have and mutation never changed");
        // What is seen in five samples of the lineages only is too rare to be expected from as many mutations.
        Assert.That(productions.Where(seen => seen.Value > 5).Select(seen => seen.Key).Except(broughtProductions), Is.Empty, "productions that samples have and mutation never brought");
    }

    /// <summary>
    /// Without selection, size goes where the law of mutation leads it. Within the default limits of a search; the band says that
    /// lineages neither wither nor only grow until a limit stops them.
    /// </summary>
    [Test]
    [Category("Slow")]
    public void Size_under_neutral_selection_stays_within_a_band_over_a_thousand_generations()
    {
        const int Lineages = 12, Generations = 1000;
        TaskSpec task = new("example", Spaces.Image, InputMode.Image, classes: 20);
        Limits limits = new() { MaxParameters = 10_000_000, MaxMultiplyAdds = 20_000_000, MaxActivationMemory = 2 << 20 };
        SearchSpace space = new(Grammar, task, limits);
        double[] sizes = new double[Generations + 1];
        for (int lineage = 0; lineage < Lineages; lineage++)
        {
            RandomStream random = RandomStream.Derive((ulong)lineage, "neutral");
            Architecture architecture = space.Sample(random).Architecture;
            sizes[0] += architecture.UniqueNodes / (double)Lineages;
            for (int generation = 1; generation <= Generations; generation++)
            {
                if (space.Mutate(architecture, random) is { Violation: null } mutant)
                    architecture = mutant.Architecture;
                sizes[generation] += architecture.UniqueNodes / (double)Lineages;
            }
        }

        double early = sizes[1..101].Average(), middle = sizes[450..551].Average(), late = sizes[901..].Average();
        double[] samples = [.. Enumerable.Range(0, 300).Select(i => (double)space.Sample(Spaces.Random(i)).Architecture.UniqueNodes)];
        TestContext.Out.WriteLine(
            $"Unique nodes on average: {samples.Average():F1} in fresh samples; in {Lineages} lineages {sizes[0]:F1} at first, {early:F1} over generations 1-100, {middle:F1} over 450-550, {late:F1} over 901-1000.");
        Assert.That(late / samples.Average(), Is.InRange(0.5, 3.0));
    }

    private static Architecture Draw(RandomStream random)
    {
        Architecture sample = Grammar.Sample(random).Architecture;
        while (sample.UniqueNodes > Handy)
            sample = Grammar.Sample(random).Architecture;
        return sample;
    }

    /// <summary>The nodes in pre-order, each with the production and the child's index that called for it.</summary>
    private static List<(string Place, DerivationNode Node)> Places(Architecture architecture)
    {
        List<(string Place, DerivationNode Node)> places = [];
        Stack<(string Place, DerivationNode Node)> open = new([("root", architecture.Root)]);
        while (open.TryPop(out (string Place, DerivationNode Node) top))
        {
            places.Add(top);
            for (int child = top.Node.Children.Length - 1; child >= 0; child--)
                open.Push(($"{top.Node.Production}.{child}", top.Node.Children[child].Node));
        }

        return places;
    }
}
