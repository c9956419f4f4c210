using System.Collections.Immutable;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Testing;

/// <summary>What every grammar promises, bound to an input; its subject is the grammar, with an executor of graphs where there is one.</summary>
public static partial class GrammarSuite
{
    private const int Samples = 60;

    // Sizes are supercritical (SPEC Q22): what only costs time is tried on architectures below this many unique nodes.
    private const int Handy = 300;

    /// <summary>The rules.</summary>
    public static IReadOnlyList<ConformanceRule<GrammarUnderTest>> Rules { get; } =
    [
        Rule("text", "Reading an architecture's text gives the architecture back.", Text),
        Rule("malformed-text", "Text that is no architecture of the grammar is refused by an ArchitectureSyntaxException.", MalformedText),
        Rule("samples", "What is sampled is derivable and executable.", (grammar, broken) =>
        {
            foreach (Architecture sample in Draw(grammar, "samples"))
                RequireDerivable(grammar, sample, "the sample", broken);
        }),
        Rule("deterministic", "The same random stream gives the same samples, mutants and crossovers.", Deterministic),
        Rule("concurrent", "A grammar may be used by several threads at once.", Concurrent),
        Rule("lowering", "A sample lowers to a graph that takes the grammar's input, the same each time.", Lowering),
        Rule("proportional", "Checking, lowering and writing take work in proportion to an architecture's unique nodes, however often they are repeated.", Proportional),
        new("executed-shapes", "Graphs run, where they are said to, with the shapes that were predicted.", ExecutedShapes),
        Rule("check-and-lower", "What the check calls executable lowers, and what it does not is refused by an InputException.", CheckAndLower),
        Rule("declared-weights", "Where nothing is filtered, productions are drawn by their declared weights (a chi-square test of each symbol at the level 10⁻⁵).", DeclaredWeights),
        Rule("mutants", "A mutant is executable, and derivable if its parent is (unless the grammar says otherwise); position and tries are within their bounds.", Mutants),
        Rule("mutation-reach", "Mutation reaches every production that sampling reaches and that another could take the place of.", MutationReach),
        Rule("crosses", "A crossover's child is executable, derivable if both parents are, and with an exact match the first parent with a subtree of the second; positions, tries and the no-op are told truly.", Crosses),
        Rule("options", "A partial derivation's options have probabilities that sum to 1, and lead to derivable architectures.", Options),
        Rule("derivation-reach", "Partial derivations reach exactly what sampling reaches.", DerivationReach),
        Rule("undo", "Taking a choice back restores the options, the symbol and the depth.", Undo),
        Rule("completion", "Completing a partial derivation changes nothing of it, and keeps the choices taken.", Completion),
        Rule("symbols", "Symbols describe productions whose children are symbols, with weights or probabilities.", Symbols),
    ];

    private static ConformanceRule<GrammarUnderTest> Rule(string name, string promise, Action<Grammar, Action<string>> examine) =>
        new(name, promise, (subject, broken) => examine(subject.Grammar, broken));

    private static IEnumerable<Architecture> Draw(Grammar grammar, string purpose)
    {
        for (ulong i = 0; i < Samples; i++)
        {
            Architecture sample = grammar.Sample(RandomStream.Derive(i, purpose)).Architecture;
            if (sample.UniqueNodes <= Handy)
                yield return sample;
        }
    }

    private static void RequireDerivable(Grammar grammar, Architecture architecture, string what, Action<string> broken)
    {
        DerivationCheck check = grammar.Check(architecture);
        if (!check.IsDerivable || !check.IsExecutable)
            broken($"{what} {architecture} is {(check.IsExecutable ? "not derivable" : "not executable")}: {check.Reason}");
    }

    private static void Text(Grammar grammar, Action<string> broken)
    {
        foreach (Architecture sample in Draw(grammar, "text"))
        {
            string text = sample.Text;
            if (grammar.Parse(text) is var back && back.Text != text)
                broken($"'{text}' is read as '{back}'");
            string spaced = $"\n {text.Replace("(", " (\t", StringComparison.Ordinal).Replace(",", " ,\r\n", StringComparison.Ordinal)} ";
            if (grammar.Parse(spaced) is var loose && loose.Text != text)
                broken($"'{text}', written with other white space, is read as '{loose}'");
        }
    }

    private static void MalformedText(Grammar grammar, Action<string> broken)
    {
        Architecture sample = Draw(grammar, "malformed").MaxBy(architecture => architecture.Text.Length)!;
        string text = sample.Text;
        List<string> malformed = ["", "(", ")", "no-such-production", "1", $"{text})", $"{text}, {text}", $"no-such-production({text})", $"{text}("];
        if (text.Length > 1 && text.Contains('('))
            malformed.AddRange([text[..^1], text.Replace("(", "((", StringComparison.Ordinal)]);
        foreach (string wrong in malformed)
        {
            try
            {
                broken($"'{wrong}' is read as '{grammar.Parse(wrong)}'");
            }
            catch (ArchitectureSyntaxException)
            {
                // As promised.
            }
        }
    }

    private static void Deterministic(Grammar grammar, Action<string> broken)
    {
        for (ulong i = 0; i < Samples; i++)
        {
            SampledArchitecture once = grammar.Sample(RandomStream.Derive(i, "deterministic"));
            SampledArchitecture again = grammar.Sample(RandomStream.Derive(i, "deterministic"));
            if (once.Architecture.Text != again.Architecture.Text || once.Draws != again.Draws)
                broken($"{once} and then {again}");
            if (once.Architecture.UniqueNodes > Handy)
                continue;
            Mutation? mutant = grammar.Mutate(once.Architecture, RandomStream.Derive(i, "mutate"));
            Mutation? twin = grammar.Mutate(again.Architecture, RandomStream.Derive(i, "mutate"));
            if (mutant?.Child.Text != twin?.Child.Text)
                broken($"the mutant {mutant} and then {twin}");
            Architecture second = mutant?.Child is { UniqueNodes: <= Handy } handy ? handy : again.Architecture;
            Crossover? cross = grammar.Cross(once.Architecture, second, RandomStream.Derive(i, "cross"));
            Crossover? other = grammar.Cross(again.Architecture, second, RandomStream.Derive(i, "cross"));
            if (cross != other)
                broken($"the crossover {cross} and then {other}");
        }
    }

    private static void Concurrent(Grammar grammar, Action<string> broken)
    {
        string[] alone = [.. Enumerable.Range(0, Samples).Select(Sample)];
        string[] together = new string[Samples];
        Parallel.For(0, Samples, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => together[i] = Sample(i));
        for (int i = 0; i < Samples; i++)
        {
            if (alone[i] != together[i])
                broken($"'{together[i]}' with four threads, '{alone[i]}' with one");
        }

        string Sample(int i) => grammar.Sample(RandomStream.Derive((ulong)i, "concurrent")).Architecture.Text;
    }

    private static void Lowering(Grammar grammar, Action<string> broken)
    {
        foreach (Architecture sample in Draw(grammar, "lowering"))
        {
            ComputationGraph graph = grammar.Lower(sample);
            if (graph.Input != grammar.Input)
                broken($"the graph of {sample} takes {graph.Input}, the grammar {grammar.Input}");
            if (!graph.Equals(grammar.Lower(sample)))
                broken($"another graph when {sample} is lowered again");
            if (!graph.Equals(grammar.Lower(grammar.Parse(sample.Text))))
                broken($"another graph when {sample} is lowered from its text");
            ComputationGraph simple = GraphPasses.Simplify(graph);
            if (simple.Output != graph.Output || simple.Costs().Parameters > graph.Costs().Parameters)
                broken($"a graph of {sample} that simplifying changes");
        }
    }

    private static void CheckAndLower(Grammar grammar, Action<string> broken)
    {
        RandomStream random = RandomStream.Derive(1, "transplants");
        Architecture[] samples = [.. Draw(grammar, "check-and-lower")];
        for (int i = 0; i < 5 * samples.Length; i++)
        {
            DerivationNode[] parts = [.. Nodes(samples[random.NextInt(samples.Length)].Root)];
            DerivationNode graft = parts[random.NextInt(parts.Length)];
            Architecture sample = samples[i % samples.Length];
            int position = random.NextInt(sample.UniqueNodes);
            Architecture changed = new(Replace(sample.Root, ref position, graft));
            DerivationCheck check = grammar.Check(changed);
            if (check.IsDerivable && !check.IsExecutable)
                broken($"{changed} is derivable, not executable");
            if ((check.IsDerivable && check.IsExecutable) != check.Reason is null)
                broken($"the reason '{check.Reason}' for {changed}, derivable {check.IsDerivable}, executable {check.IsExecutable}");
            if (Lowers(grammar, changed) is var lowers && lowers != check.IsExecutable)
                broken($"{changed} is {(check.IsExecutable ? "" : "not ")}executable, but lowering {(lowers ? "succeeds" : "refuses it")}");
        }
    }

    private static bool Lowers(Grammar grammar, Architecture architecture)
    {
        try
        {
            return grammar.Lower(architecture).Blocks.Length > 0;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static void Mutants(Grammar grammar, Action<string> broken)
    {
        const int Tries = 7;
        foreach (Architecture sample in Draw(grammar, "mutants"))
        {
            string before = sample.Text;
            RandomStream random = RandomStream.Derive((ulong)before.Length, "mutate");
            for (int i = 0; i < 5; i++)
            {
                if (grammar.Mutate(sample, random, Tries) is not { } mutant)
                    continue;
                if (grammar.HasDerivableMutants)
                    RequireDerivable(grammar, mutant.Child, $"the mutant of {before}", broken);
                else if (grammar.Check(mutant.Child) is { IsExecutable: false, Reason: var reason })
                    broken($"the mutant of {before} {mutant.Child} is not executable: {reason}");
                if (mutant.Position < 0 || mutant.Position >= sample.UniqueNodes)
                    broken($"position {mutant.Position} of the {sample.UniqueNodes} nodes of {before}");
                if (mutant.Tries < 1 || mutant.Tries > Tries)
                    broken($"{mutant.Tries} tries where {Tries} were allowed");
            }
        }
    }

    private static void Crosses(Grammar grammar, Action<string> broken)
    {
        const int Tries = 7;
        Architecture[] samples = [.. Draw(grammar, "crosses")];
        RandomStream random = RandomStream.Derive(3, "cross");
        for (int i = 0; i < 5 * samples.Length; i++)
        {
            Architecture first = samples[i % samples.Length];
            Architecture second = samples[random.NextInt(samples.Length)];
            string before = $"{first.Text} and {second.Text}";
            if (grammar.Cross(first, second, random, Tries) is not { } cross)
                continue;
            RequireDerivable(grammar, cross.Child, $"the child of {before}", broken);
            if (cross.Position < 0 || cross.Position >= first.UniqueNodes || cross.Donor < 0 || cross.Donor >= second.UniqueNodes)
                broken($"positions {cross.Position} and {cross.Donor} of {before}, of {first.UniqueNodes} and {second.UniqueNodes} nodes");
            if (cross.Matches < 1 || cross.Matches > cross.Tries || cross.Tries > Tries)
                broken($"{cross.Matches} matches of {cross.Tries} tries where {Tries} were allowed");
            if (cross.IsNoOp != (cross.Child.Equals(first) || cross.Child.Equals(second)))
                broken($"{cross.Child} is told {(cross.IsNoOp ? "" : "not ")}to equal one of its parents {before}");
            int position = cross.Position;
            if (cross.Match == CrossoverMatch.Exact
                && new Architecture(Replace(first.Root, ref position, Nodes(second.Root).ElementAt(cross.Donor))) is var swapped
                && !swapped.Equals(cross.Child))
                broken($"the child {cross.Child} where an exact match of {before} makes {swapped}");
        }
    }

    private static void Options(Grammar grammar, Action<string> broken)
    {
        for (ulong i = 0; i < Samples; i++)
        {
            if (Walk(grammar, i, broken) is { } architecture)
                RequireDerivable(grammar, architecture, "the derivation", broken);
        }
    }

    /// <summary>Derives by choosing options by their probability; null where that does not end soon.</summary>
    private static Architecture? Walk(Grammar grammar, ulong seed, Action<string> broken)
    {
        RandomStream random = RandomStream.Derive(seed, "walk");
        PartialDerivation derivation = grammar.Begin();
        for (int steps = 0; steps < 2000 && !derivation.IsComplete; steps++)
        {
            IReadOnlyList<DerivationOption> options = derivation.Options;
            if (options.Count == 0)
            {
                for (int back = 1 + random.NextInt(derivation.Depth); back > 0; back--)
                    derivation.Undo();
                continue;
            }

            if (options.Any(option => option.Probability is not (> 0 and <= 1)) || Math.Abs(options.Sum(option => option.Probability) - 1) > 1e-9)
                broken($"the probabilities {string.Join(", ", options.Select(o => $"{o.Production} {o.Probability}"))} at {derivation.Symbol}");
            derivation.Choose(Pick(options, random));
        }

        return derivation.IsComplete ? derivation.ToArchitecture() : null;
    }

    private static int Pick(IReadOnlyList<DerivationOption> options, RandomStream random)
    {
        double at = random.NextDouble();
        for (int i = 0; i < options.Count; i++)
        {
            at -= options[i].Probability;
            if (at < 0)
                return i;
        }

        return options.Count - 1;
    }

    private static void Undo(Grammar grammar, Action<string> broken)
    {
        RandomStream random = RandomStream.Derive(2, "undo");
        PartialDerivation derivation = grammar.Begin();
        for (int steps = 0; steps < 40 && !derivation.IsComplete && derivation.Options.Count > 0; steps++)
        {
            string before = State(derivation);
            int depth = derivation.Depth;
            for (int option = 0; option < derivation.Options.Count; option++)
            {
                derivation.Choose(option);
                if (derivation.Depth != depth + 1)
                    broken($"depth {derivation.Depth} after choice {depth + 1}");
                derivation.Undo();
                if (State(derivation) != before)
                    broken($"'{State(derivation)}' after a choice was taken back, '{before}' before it was made");
            }

            derivation.Choose(random.NextInt(derivation.Options.Count));
        }
    }

    private static void Completion(Grammar grammar, Action<string> broken)
    {
        for (ulong i = 0; i < Samples; i++)
        {
            RandomStream random = RandomStream.Derive(i, "completion");
            PartialDerivation derivation = grammar.Begin();
            DerivationOption first = derivation.Options[random.NextInt(derivation.Options.Count)];
            derivation.Choose(derivation.Options.ToList().IndexOf(first));
            string before = State(derivation);
            Architecture? architecture = derivation.Complete(random);
            if (State(derivation) != before)
                broken($"'{State(derivation)}' after completing a copy, '{before}' before");
            if (architecture is null)
                continue;
            RequireDerivable(grammar, architecture, "the completed derivation", broken);
            if (architecture.Root.Production != first.Production || !architecture.Root.Arguments.SequenceEqual(first.Arguments))
                broken($"{architecture} where the first choice was {first.Production}");
        }
    }

    private static void Symbols(Grammar grammar, Action<string> broken)
    {
        HashSet<string> names = [.. grammar.Symbols.Select(symbol => symbol.Name)];
        if (names.Count != grammar.Symbols.Count || names.Count == 0)
            broken($"the symbols {string.Join(", ", grammar.Symbols.Select(symbol => symbol.Name))}");
        foreach (SymbolDescription symbol in grammar.Symbols)
        {
            foreach (ProductionDescription production in symbol.Productions)
            {
                if (production.Children.FirstOrDefault(child => !names.Contains(child)) is { } unknown)
                    broken($"{symbol.Name} → {production.Name} has a child of the symbol {unknown}, which is not described");
                if (production.Weight < 0 || production.Probability is <= 0 or > 1)
                    broken($"{symbol.Name} → {production.Name} has weight {production.Weight} and probability {production.Probability}");
            }
        }
    }

    private static string State(PartialDerivation derivation) =>
        $"{derivation.Symbol} at depth {derivation.Depth}: {string.Join(' ', derivation.Options.Select(o => $"{o.Production}({string.Join(',', o.Arguments)}):{o.Probability:R}"))}";

    private static IEnumerable<DerivationNode> Nodes(DerivationNode node) =>
        node.Children.SelectMany(child => Nodes(child.Node)).Prepend(node);

    private static DerivationNode Replace(DerivationNode node, ref int position, DerivationNode graft)
    {
        if (position-- == 0)
            return graft;
        var children = ImmutableArray.CreateBuilder<DerivationChild>(node.Children.Length);
        foreach (DerivationChild child in node.Children)
            children.Add(child with { Node = position < 0 ? child.Node : Replace(child.Node, ref position, graft) });
        return new DerivationNode(node.Production, node.Arguments, children.MoveToImmutable());
    }
}
