using System.Globalization;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Analysis;

namespace Einspace.Sdk.Testing;

// What is drawn how often, and what can be reached how.
public static partial class GrammarSuite
{
    // One-sided: a right law is refused once in 10⁵ symbols, if seeds were drawn; they are fixed, so that a grammar passes or never does.
    private const double Deviations = 4.26;

    // So many that to see none of them by chance is out of the question.
    private const int Surely = 30;

    private static void DeclaredWeights(Grammar grammar, Action<string> broken)
    {
        var counts = GrammarAnalysis.CountProductions(grammar, samples: 300, seed: 1);
        foreach (SymbolDescription symbol in grammar.Symbols)
        {
            ProductionFrequency[] drawn = [.. counts.Where(count => count.Symbol == symbol.Name)];
            double[] priors = [.. symbol.Options.Select(symbol.PriorOf)];
            long total = drawn.Sum(production => production.OpenDraws);
            if (total == 0 || drawn.Length != priors.Length)
                continue;
            double deviations = Deviation([.. drawn.Select(production => (double)production.OpenDraws)], [.. priors.Select(prior => prior * total)]);
            if (deviations > Deviations)
            {
                string table = string.Join(", ", drawn.Select((production, i) => string.Create(
                    CultureInfo.InvariantCulture, $"{production.Production} {production.OpenDraws} (declared {priors[i] * total:F0})")));
                broken($"of {total} draws of {symbol.Name} with all options open: {table}");
            }
        }
    }

    /// <summary>
    /// Pearson's statistic as a number of standard deviations of a normal variable (Wilson and Hilferty: the cube root of χ²/k is nearly
    /// normal); cells that expect fewer than five are taken together.
    /// </summary>
    private static double Deviation(double[] found, double[] expected)
    {
        List<(double Found, double Expected)> cells = [.. found.Zip(expected).Where(cell => cell.Second >= 5)];
        var rest = found.Zip(expected).Where(cell => cell.Second < 5).Aggregate((Found: 0.0, Expected: 0.0), (sum, cell) => (sum.Found + cell.First, sum.Expected + cell.Second));
        if (rest.Found > 0 && rest.Expected == 0)
            return double.PositiveInfinity;
        if (rest.Expected >= 5)
            cells.Add(rest);
        double k = cells.Count - 1;
        if (k < 1)
            return 0;
        double statistic = cells.Sum(cell => (cell.Found - cell.Expected) * (cell.Found - cell.Expected) / cell.Expected);
        return (Math.Cbrt(statistic / k) - (1 - (2 / (9 * k)))) / Math.Sqrt(2 / (9 * k));
    }

    private static void MutationReach(Grammar grammar, Action<string> broken)
    {
        // A production's label stands for its symbol where no other symbol has one of that name.
        Dictionary<string, SymbolDescription> symbols = grammar.Symbols
            .SelectMany(symbol => symbol.Options.Select(option => (option.Label, Symbol: symbol)))
            .GroupBy(option => option.Label).Where(label => label.Count() == 1).ToDictionary(label => label.Key, label => label.Single().Symbol);
        Dictionary<string, int> sampled = [];
        Dictionary<SymbolDescription, int> changed = [];
        HashSet<string> reached = [];
        foreach (Architecture sample in Draw(grammar, "mutation-reach"))
        {
            DerivationNode[] nodes = [.. Nodes(sample.Root)];
            foreach (DerivationNode node in nodes)
                sampled[Label(node)] = sampled.GetValueOrDefault(Label(node)) + 1;
            RandomStream random = RandomStream.Derive((ulong)nodes.Length, "mutation-reach");
            for (int i = 0; i < 10; i++)
            {
                if (grammar.Mutate(sample, random) is not { } mutant || mutant.Child.Equals(sample))
                    continue;
                if (symbols.TryGetValue(Label(nodes[mutant.Position]), out SymbolDescription? symbol))
                    changed[symbol] = changed.GetValueOrDefault(symbol) + 1;
                // Nodes before a position are those of the parent; what was drawn stands there and below.
                reached.UnionWith(Nodes(Nodes(mutant.Child.Root).ElementAt(mutant.Position)).Select(Label));
            }
        }

        foreach ((SymbolDescription symbol, int changes) in changed.Where(symbol => symbol.Key.Options.Length > 1))
        {
            string[] labels = [.. symbol.Options.Select(option => option.Label).Where(symbols.ContainsKey)];
            double nodes = labels.Sum(label => sampled.GetValueOrDefault(label));
            foreach (string label in labels.Where(label => changes * sampled.GetValueOrDefault(label) / nodes > Surely && !reached.Contains(label)))
                broken($"{label} is {sampled[label]} of the {nodes} nodes of {symbol.Name} in samples, but none of what {changes} mutations of one drew");
        }

        static string Label(DerivationNode node) => node.Arguments.IsEmpty ? node.Production : $"{node.Production}({string.Join(", ", node.Arguments)})";
    }

    private static void DerivationReach(Grammar grammar, Action<string> broken)
    {
        foreach (Architecture sample in Draw(grammar, "derivation-reach"))
            Replay(grammar, sample, broken);
        if (Enumerate(grammar, most: 200) is not { } all)
            return;
        const int Drawn = 5000;
        HashSet<string> sampled = [.. Enumerable.Range(0, Drawn).Select(i => grammar.Sample(RandomStream.Derive((ulong)i, "enumeration")).Architecture.Text)];
        if (sampled.FirstOrDefault(text => !all.ContainsKey(text)) is { } unreached)
            broken($"the sample {unreached} is none of the {all.Count} architectures that partial derivations reach");
        if (all.FirstOrDefault(one => one.Value * Drawn > Surely && !sampled.Contains(one.Key)) is { Key: { } missing, Value: var probability })
            broken(string.Create(CultureInfo.InvariantCulture, $"{missing} is reached by choices of probability {probability:G3}, but is none of {Drawn} samples"));
    }

    /// <summary>Takes the choices of a sample, its unique nodes in pre-order.</summary>
    private static void Replay(Grammar grammar, Architecture sample, Action<string> broken)
    {
        PartialDerivation derivation = grammar.Begin();
        foreach (DerivationNode node in Nodes(sample.Root))
        {
            IReadOnlyList<DerivationOption> options = derivation.Options;
            int option = Enumerable.Range(0, options.Count)
                .FirstOrDefault(i => options[i].Production == node.Production && options[i].Arguments.SequenceEqual(node.Arguments), -1);
            if (option < 0)
                broken($"{node.Production} is no option of choice {derivation.Depth} ({derivation.Symbol}: {string.Join(", ", options.Select(o => o.Production))}), but the sample {sample} has it");
            derivation.Choose(option);
        }

        if (!derivation.IsComplete || !derivation.ToArchitecture().Equals(sample))
            broken($"the choices of the sample {sample} lead to {(derivation.IsComplete ? derivation.ToArchitecture() : $"an open {derivation.Symbol}")}");
    }

    /// <summary>All architectures that partial derivations reach, with the probability of their choices; null where there are more than that.</summary>
    private static Dictionary<string, double>? Enumerate(Grammar grammar, int most)
    {
        Dictionary<string, double> all = [];
        PartialDerivation derivation = grammar.Begin();
        Stack<(int Next, double Probability)> open = new([(0, 1.0)]);
        for (int steps = 0; open.TryPop(out var position); steps++)
        {
            if (steps > 100 * most || all.Count > most || derivation.Depth > 100)
                return null;
            if (position.Next < derivation.Options.Count)
            {
                open.Push((position.Next + 1, position.Probability));
                open.Push((0, position.Probability * derivation.Options[position.Next].Probability));
                derivation.Choose(position.Next);
                continue;
            }

            if (derivation.IsComplete)
                all[derivation.ToArchitecture().Text] = position.Probability;
            if (derivation.Depth > 0)
                derivation.Undo();
        }

        return all;
    }
}
