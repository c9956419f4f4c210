using Einspace.Fidelity.Tests;
using Einspace.Fidelity.Tests.Statistics;
using Einspace.Fidelity.Tests.Vectors;
using Einspace.Grammar;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Bench.Fidelity;

/// <summary>The page: the quirks with their options, and how far we are from what was recorded.</summary>
internal static class FidelityPage
{
    private static readonly double[] Quantiles = [0.5, 0.75, 0.9, 0.95, 0.99, 1];

    private static readonly (string Seed, string Equal, string Failures)[] RecordedMutants =
        [("resnet18-no-maxpool", "0 of 38", "1.08"), ("transformer", "102 of 139", "0.41"), ("mlp-mixer", "0 of 40", "2.1")];

    public static void Write(TextWriter page, Measurements measured)
    {
        OptionTable options = new();
        page.WriteLine(Introduction);
        foreach (Quirk quirk in Quirks.All)
            WriteQuirk(page, quirk, options, measured);
        WriteUnnumbered(page, options);
        WriteSeeds(page);
        WriteSamples(page, measured);
        DecisionTable.Write(page);
        WriteMutants(page, measured);
        WriteNetworks(page);
    }

    private static bool HasFolder => Environment.GetEnvironmentVariable("EINSPACE_VECTORS") is { Length: > 0 };

    private static string Command => HasFolder ? "EINSPACE_VECTORS=FOLDER scripts/fidelity.sh" : "scripts/fidelity.sh";

    private static string Vectors => HasFolder
        ? "FOLDER holds all vectors that were recorded (`shared/reference/vectors`); without the variable the few that the tests carry are used."
        : "It used the few recorded vectors that the tests carry; EINSPACE_VECTORS=FOLDER before the command takes those of a folder.";

    private static string Introduction => $"""
        # Fidelity to the paper

        Every difference between this implementation and the paper's own (`linusericsson/einspace` at d6b84fe), numbered as its behaviour was
        described: what it does, what we do, the option that switches it, and the effect, measured by the command that writes this page:

        ```
        {Command}
        ```

        {Vectors}

        `./einspace search --profile reference` takes all of the reference's values at once; the default profile is `corrected`. Values of options
        are read from the options themselves. `./test` holds the same facts, and more, as tests (`[Category("Fidelity")]`); with
        `EINSPACE_VECTORS=DIR` both take recorded vectors of your own.

        """;

    private static void WriteQuirk(TextWriter page, Quirk quirk, OptionTable options, Measurements measured)
    {
        page.WriteLine($"## Q{quirk.Number}. {quirk.Title}");
        page.WriteLine();
        page.WriteLine($"**The reference.** {quirk.What}");
        page.WriteLine();
        page.WriteLine($"**Here.** {quirk.Why}");
        page.WriteLine();
        if (quirk.Options.Length > 0)
        {
            page.WriteLine("| option | default | reference |");
            page.WriteLine("|---|---|---|");
            foreach (string option in quirk.Options)
                page.WriteLine($"| `{option}` | {options.Default(option)} | {options.InReference(option)} |");
            page.WriteLine();
        }

        page.WriteLine($"**Effect.** {quirk.Effect(measured)}");
        page.WriteLine();
    }

    private static void WriteUnnumbered(TextWriter page, OptionTable options)
    {
        page.WriteLine("## Without a number");
        page.WriteLine();
        page.WriteLine("The other options to which the reference's profile gives a value of their own:");
        page.WriteLine();
        page.WriteLine("| option | default | reference | |");
        page.WriteLine("|---|---|---|---|");
        foreach (string option in options.Unexplained.ToArray())
            page.WriteLine($"| `{option}` | {options.Default(option)} | {options.InReference(option)} | {options.Documentation(option)} |");
        page.WriteLine("""

            Not reproduced, and without an option:

            - A tree whose sampling takes more than 300 s is given up in the reference, which cuts the law off by the machine's speed.
            - The reference trains an architecture that comes again once more, with other initial weights. Here equal networks are trained with
              equal seeds, so that the result known already is the one that training would give.
            - The reference scores every network before training, which costs time and changes nothing with one training for each architecture.
            - Random numbers are other ones: laws are compared, not single draws.

            """);
    }

    private static void WriteSeeds(TextWriter page)
    {
        EinspaceFactory factory = new();
        page.WriteLine("""
            ## Seed architectures

            On every recorded input: output shape, parameters of the backbone and with a head for 20 classes, depth; and the counts of terminals,
            modules and each symbol. "Alone": inputs on which the reference fails by Q5, and ours has a shape.

            | seed | terminals | modules | inputs equal | alone | refused by both |
            |---|---|---|---|---|---|
            """);
        foreach (Recorded<RecordedSeed> recorded in VectorFolder.Given.Seeds.Where(seed => seed.IsReadable && factory.SeedNames.Contains(NameOf(seed.Value))))
        {
            RecordedSeed seed = recorded.Value;
            Architecture architecture = Architecture.Parse(factory.Seed(NameOf(seed), Profiles.Task(seed.Inputs[0].Input)));
            bool counts = architecture.Terminals == (UInt128)seed.Terminals && architecture.Nonterminals == (UInt128)seed.Nonterminals
                && ReferenceHistogram.Of(architecture).OrderBy(p => p.Key, StringComparer.Ordinal)
                    .SequenceEqual(seed.TerminalHistogram.Concat(seed.NonterminalHistogram).OrderBy(p => p.Key, StringComparer.Ordinal));
            int made = seed.Inputs.Count(input => input.Error is null);
            int equal = seed.Inputs.Count(input => input.Error is null && counts && IsEqual(architecture, input));
            bool[] failed = [.. seed.Inputs.Where(input => input.Error is not null).Select(input => Profiles.Corrected(input.Input).Check(architecture).IsExecutable)];
            page.WriteLine($"| {NameOf(seed)} | {architecture.Terminals} | {architecture.Nonterminals} | {equal} of {made} | {failed.Count(f => f)} | {failed.Count(f => !f)} |");
        }

        page.WriteLine();
    }

    private static bool IsEqual(Architecture architecture, RecordedSeedInput expected)
    {
        ComputationGraph backbone = Profiles.Reference(expected.Input).Lower(architecture);
        return backbone.Output == expected.Output
            && backbone.Costs().Parameters == (UInt128)expected.Parameters
            && NetworkHead.Attach(backbone, Profiles.Task(expected.Input)).Costs().Parameters == (UInt128)expected.ParametersWithHead
            && architecture.Depth == expected.Depth;
    }

    private static void WriteSamples(TextWriter page, Measurements measured)
    {
        RecordedSample[] recorded = [.. VectorFolder.Given.Samples.Where(sample => sample.IsReadable).Select(sample => sample.Value).Where(sample => sample.Input == Trees.Input)];
        ArchitectureNotation notation = new EinspaceFactory().Notations[0];
        Sdk.Grammars.Grammar reference = Profiles.Reference(Trees.Input);
        int equal = recorded.Count(sample =>
        {
            Architecture architecture = notation.Read(sample.Text);
            ComputationGraph graph = reference.Lower(architecture);
            return reference.Check(architecture).IsDerivable && graph.Output == sample.Output && graph.Costs().Parameters == (UInt128)sample.Parameters
                && architecture.Terminals == (UInt128)sample.Terminals && architecture.Nonterminals == (UInt128)sample.Nonterminals;
        });
        page.WriteLine($"""
            ## Samples

            {equal:N0} of {recorded.Length:N0} recorded trees are made by the grammar in the reference's profile with the recorded shape, parameters and counts.

            Quantiles of {measured.Count:N0} trees drawn here for images of 3×28×28, depth limit 100, fewer than 10¹⁰ parameters, beside those {recorded.Length:N0}; p is the
            two-sample Kolmogorov–Smirnov test's, for the reference's profile against the recorded trees.

            | | | median | 75 % | 90 % | 95 % | 99 % | largest | p |
            |---|---|---|---|---|---|---|---|---|
            """);
        WriteSizes(page, "terminals", measured, s => (double)s.Architecture.Terminals, recorded.Select(s => (double?)s.Terminals));
        WriteSizes(page, "unique terminals", measured, UniqueTerminals, recorded.Select(s => (double?)s.UniqueTerminals));
        WriteSizes(page, "depth", measured, s => s.Architecture.Depth, recorded.Select(s => (double?)s.Depth));
        WriteSizes(page, "draws", measured, s => s.Draws, recorded.Select(s => (double?)s.Draws));
        double[] parameters = [.. recorded.Select(s => (double)s.Parameters)];
        double[] found = [.. measured.Reference.Samples.Select(s => (double)measured.Reference.Parameters(s))];
        WriteRow(page, "parameters", "recorded", parameters, null);
        WriteRow(page, "", "reference", found, KolmogorovSmirnov.AreAlike(found, parameters));
        WriteRow(page, "", "corrected", [.. measured.Corrected.Samples.Select(s => (double)measured.Corrected.Parameters(s))], null);
        page.WriteLine();
    }

    private static double UniqueTerminals(SampledArchitecture sample)
    {
        int terminals = 0;
        Stack<DerivationNode> open = new([sample.Architecture.Root]);
        while (open.TryPop(out DerivationNode? node))
        {
            terminals += node.Children.IsEmpty ? 1 : 0;
            foreach (DerivationChild child in node.Children)
                open.Push(child.Node);
        }

        return terminals;
    }

    private static void WriteSizes(
        TextWriter page, string name, Measurements measured, Func<SampledArchitecture, double> size, IEnumerable<double?> recorded)
    {
        double[] theirs = [.. recorded.OfType<double>()];
        double[] ours = [.. measured.Reference.Samples.Select(size)];
        WriteRow(page, name, "recorded", theirs, null);
        WriteRow(page, "", "reference", ours, KolmogorovSmirnov.AreAlike(ours, theirs));
        WriteRow(page, "", "corrected", [.. measured.Corrected.Samples.Select(size)], null);
    }

    private static void WriteRow(TextWriter page, string name, string law, double[] values, double? probability)
    {
        double[] sorted = [.. values.Order()];
        string cells = string.Join(" | ", Quantiles.Select(q => sorted.Length == 0 ? "" : $"{sorted[(int)Math.Round(q * (sorted.Length - 1))]:N0}"));
        page.WriteLine($"| {name} | {law} | {cells} | {(probability is { } p ? $"{p:0.00}" : "")} |");
    }

    private static void WriteMutants(TextWriter page, Measurements measured)
    {
        page.WriteLine("""
            ## Mutants

            Of 500 mutants of each seed for images of 3×28×28: how many are their parent, and how many positions were tried in vain for each. The
            recording gave up mutations that took more than four seconds (18 of 57, 11 of 150, 16 of 56), so that many tries in vain are missing.

            | parent | equal: recorded | reference | corrected | in vain: recorded | reference | corrected |
            |---|---|---|---|---|---|---|
            """);
        foreach ((string seed, string equal, string failures) in RecordedMutants)
        {
            Mutants reference = measured.MutantsOf(seed, true), corrected = measured.MutantsOf(seed, false);
            page.WriteLine($"| {seed} | {equal} | {reference.Equal} of {reference.Count} | {corrected.Equal} of {corrected.Count} | {failures} | {reference.Failures:0.00} | {corrected.Failures:0.00} |");
        }

        page.WriteLine();
    }

    private static void WriteNetworks(TextWriter page)
    {
        RecordedNetwork[] recorded = [.. VectorFolder.Given.Networks.Where(network => network.IsReadable).Select(network => network.Value)];
        page.WriteLine("""
            ## Numbers of networks

            Recorded networks with parameters and inputs by rule, run by libtorch on the processor in float32, in the canonical form in which
            networks are trained; recorded in float64. The largest differences over logits and losses (in inference and in training mode), norms of
            the whole gradient (relative), and losses over four steps of the optimiser.

            | networks | | logits | losses | gradient norms | losses of steps |
            |---|---|---|---|---|---|
            """);
        foreach ((string name, bool consistent) in new[] { ("consistent", true), ("inconsistent by Q2", false) })
        {
            NetworkComparison comparison = NetworkComparison.Of(recorded.Where(network => network.IsConsistent == consistent));
            page.WriteLine($"| {name} | {comparison.Count} | {comparison.Logits:0.0e+0} | {comparison.Losses:0.0e+0} | {comparison.GradientNorms:0.0e+0} | {comparison.Steps:0.0e+0} |");
        }
    }

    private static string NameOf(RecordedSeed seed) => seed.Name.Replace('_', '-');
}
