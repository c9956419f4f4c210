using Einspace.Fidelity.Tests;
using Einspace.Grammar;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;

namespace Einspace.Bench.Fidelity;

/// <summary>What the page measures, each once.</summary>
/// <param name="trees">How many trees are drawn of each law.</param>
internal sealed class Measurements(int trees)
{
    private const int MutantsOfSeed = 500;
    private readonly Dictionary<(string, EinspaceOptions), Mutants> _mutants = [];
    private readonly Lazy<Trees> _corrected = new(() => Trees.Draw(Trees.Profile("corrected"), trees));
    private readonly Lazy<Trees> _reference = new(() => Trees.Draw(Trees.Profile("reference"), trees));
    private readonly Lazy<Trees> _groups = new(() => Trees.Draw(Trees.Profile("corrected") with { ShortestAxisLimitsGroups = false }, trees));
    private readonly Lazy<Executions> _correctedRuns = new(() => Executions.Of(Trees.Profile("corrected"), trees));
    private readonly Lazy<Executions> _referenceRuns = new(() => Executions.Of(Trees.Profile("reference"), trees));

    public int Count => trees;

    public Trees Corrected => _corrected.Value;

    public Trees Reference => _reference.Value;

    /// <summary>Trees of the corrected law but for Q7.</summary>
    public Trees FreeGroups => _groups.Value;

    public Executions CorrectedRuns => _correctedRuns.Value;

    public Executions ReferenceRuns => _referenceRuns.Value;

    public Mutants MutantsOf(string seed, bool reference) => MutantsOf(seed, Trees.Profile(reference ? "reference" : "corrected"));

    public Mutants MutantsOf(string seed, EinspaceOptions options)
    {
        if (!_mutants.TryGetValue((seed, options), out Mutants? mutants))
            _mutants[(seed, options)] = mutants = Mutants.OfSeed(seed, options, MutantsOfSeed);
        return mutants;
    }

    /// <summary>One mutant of each of the corrected law's trees.</summary>
    public Mutants MutantsOfTrees() => Mutants.Of([.. Corrected.Samples.Select(sample => sample.Architecture)], Corrected.Grammar);

    /// <summary>Bare terminals of the seed architectures, by what wrapping them adds.</summary>
    public string BareTerminals()
    {
        Sdk.Grammars.Grammar wraps = Trees.Create(Trees.Profile("corrected") with { WrapBareTerminals = true });
        EinspaceFactory factory = new();
        List<string> words = [];
        foreach (string seed in factory.SeedNames)
        {
            Architecture plain = Architecture.Parse(factory.Seed(seed, Profiles.Task(Trees.Input)));
            if (IsFor(Trees.Input, plain) && wraps.Parse(plain.Text).ExpandedNodes - plain.ExpandedNodes is var more && more > 0)
                words.Add($"{seed} {more}");
        }

        return string.Join(", ", words);
    }

    /// <summary>Mutants of mutants of the one-dimensional variant: how many there are of how many trees, with how many tries in vain.</summary>
    public string OneDimensional()
    {
        const int Count = 60;
        TensorShape tokens = new(64, 32);
        Sdk.Grammars.Grammar grammar = new EinspaceFactory().Create((object)(Trees.Profile("reference") with { Dimensions = 1 }), Profiles.Task(tokens));
        int twice = 0, vain = 0;
        for (ulong i = 0; i < Count; i++)
        {
            Sdk.RandomStream random = Sdk.RandomStream.Derive(0, "one-dimensional", i);
            if (grammar.Mutate(grammar.Sample(random).Architecture, random) is not { } first || grammar.Mutate(first.Child, random) is not { } second)
                continue;
            twice++;
            vain += second.Tries - 1;
        }

        return $"{twice} of {Count} trees were mutated twice, the second time with {vain} tries in vain in all";
    }

    private static bool IsFor(TensorShape input, Architecture architecture) => Profiles.Corrected(input).Check(architecture).IsExecutable;

    /// <summary>How often a mutant of a root branch has another first inner module that is a computation.</summary>
    public double InnersThatBecomeComputations(bool reference)
    {
        Sdk.Grammars.Grammar grammar = Trees.Create(Trees.Profile(reference ? "reference" : "corrected"));
        Architecture parent = grammar.Parse("branch(clone(2), seq(comp(norm), comp(softmax)), comp(leaky-relu), add)");
        Mutation[] mutants = [.. Enumerable.Range(0, 2000).Select(i => grammar.Mutate(parent, Sdk.RandomStream.Derive(0, "inner", (ulong)i))).OfType<Mutation>()];
        return mutants.Count(m => m.Child.Root is { Production: "branch", Children: [_, { Node.Production: "comp" }, ..] }) / (double)mutants.Length;
    }

    /// <summary>The share of trees whose network ends in tokens.</summary>
    public double ShareOfTokens(Trees drawn) =>
        drawn.Samples.Count(sample => drawn.Grammar.Lower(sample.Architecture).Output.Rank == 2) / (double)drawn.Samples.Count;

    /// <summary>The share of trees that the study's default limits keep.</summary>
    public double ShareWithin(Trees drawn, Limits limits) => drawn.Samples.Count(sample =>
        limits.Violation(NetworkHead.Attach(drawn.Grammar.Lower(sample.Architecture), Profiles.Task(Trees.Input)).Costs()) is null) / (double)drawn.Samples.Count;
}
