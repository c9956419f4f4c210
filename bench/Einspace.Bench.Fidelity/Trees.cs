using Einspace.Fidelity.Tests;
using Einspace.Grammar;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Bench.Fidelity;

/// <summary>Trees drawn by the grammar with some options, each with a random stream of its own.</summary>
internal sealed class Trees
{
    public static readonly TensorShape Input = new(3, 28, 28);

    /// <summary>Sampling draws again from so many parameters on (Q9).</summary>
    public static readonly UInt128 Budget = 10_000_000_000;

    private Trees(EinspaceOptions options, IReadOnlyList<SampledArchitecture> samples, int redrawn)
    {
        (Options, Samples, Redrawn) = (options, samples, redrawn);
        Grammar = Create(options);
    }

    public EinspaceOptions Options { get; }

    public Sdk.Grammars.Grammar Grammar { get; }

    public IReadOnlyList<SampledArchitecture> Samples { get; }

    /// <summary>Trees that exceeded the budget.</summary>
    public int Redrawn { get; }

    /// <summary>The options of a profile; trees are drawn to the reference's depth in both.</summary>
    public static EinspaceOptions Profile(string profile) => OptionBinder.Bind<EinspaceOptions>(OptionTree.Empty, profile: profile) with { DepthLimit = 100 };

    public static Sdk.Grammars.Grammar Create(EinspaceOptions options) => new EinspaceFactory().Create((object)options, Profiles.Task(Input));

    public static Trees Draw(EinspaceOptions options, int count)
    {
        Sdk.Grammars.Grammar grammar = Create(options);
        List<SampledArchitecture> samples = [];
        int redrawn = 0;
        for (ulong number = 0; samples.Count < count; number++)
        {
            RandomStream random = RandomStream.Derive(0, "fidelity", number);
            SampledArchitecture sample = grammar.Sample(random);
            long draws = sample.Draws;
            for (; Parameters(grammar, sample) >= Budget; draws += sample.Draws)
            {
                redrawn++;
                sample = grammar.Sample(random);
            }

            samples.Add(sample with { Draws = draws });
        }

        return new Trees(options, samples, redrawn);
    }

    public UInt128 Parameters(SampledArchitecture sample) => Parameters(Grammar, sample);

    /// <summary>The share of these trees that other options do not make.</summary>
    public double ShareRefusedBy(EinspaceOptions options)
    {
        Sdk.Grammars.Grammar other = Create(options);
        return Samples.Count(sample => !other.Check(sample.Architecture).IsDerivable) / (double)Samples.Count;
    }

    /// <summary>The share of these trees that are other networks under other options.</summary>
    public double ShareChangedBy(EinspaceOptions options)
    {
        Sdk.Grammars.Grammar other = Create(options);
        return Samples.Count(sample => Hash(other, sample) != Hash(Grammar, sample)) / (double)Samples.Count;
    }

    private static string Hash(Sdk.Grammars.Grammar grammar, SampledArchitecture sample) => grammar.Lower(sample.Architecture).Hash();

    private static UInt128 Parameters(Sdk.Grammars.Grammar grammar, SampledArchitecture sample) => grammar.Lower(sample.Architecture).Costs().Parameters;
}
