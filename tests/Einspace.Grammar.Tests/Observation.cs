using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Engine;

namespace Einspace.Grammar.Tests;

/// <summary>What many samples of a grammar show of its law.</summary>
/// <param name="FirstDecisions">
/// By the reference's levels: how many samples made which decision first, in pre-order of the final tree.
/// </param>
/// <param name="OptionSets">Every draw, also those discarded: by the options that were left, how often each was drawn.</param>
internal sealed record Observation(
    Dictionary<string, Dictionary<string, long>> FirstDecisions, Dictionary<string, Dictionary<string, long>> OptionSets)
{
    public static Observation Of(DeclaredGrammar<EinspaceState> grammar, int samples)
    {
        Dictionary<string, string[]> labels = grammar.Symbols.ToDictionary(
            symbol => symbol.Name,
            symbol => symbol.Productions.Select(p => ArchitectureText.Label(new DerivationNode(p.Name, p.Arguments))).ToArray());
        Dictionary<(string Symbol, ulong Options), long[]> draws = [];
        Dictionary<string, Dictionary<string, long>> first = [];
        for (int i = 0; i < samples; i++)
        {
            SampledArchitecture sample = grammar.Sample(Spaces.Random(i), (symbol, options, drawn) =>
            {
                if (!draws.TryGetValue((symbol.Name, options), out long[]? counts))
                    draws.Add((symbol.Name, options), counts = new long[64]);
                counts[drawn]++;
            });
            foreach ((string level, string decision) in FirstByLevel(sample.Architecture.Root))
            {
                Dictionary<string, long> counts = first.TryGetValue(level, out var known) ? known : first[level] = [];
                counts[decision] = counts.GetValueOrDefault(decision) + 1;
            }
        }

        return new Observation(first, ByOptions(draws, labels));
    }

    private static Dictionary<string, Dictionary<string, long>> ByOptions(
        Dictionary<(string Symbol, ulong Options), long[]> draws, Dictionary<string, string[]> labels)
    {
        Dictionary<string, Dictionary<string, long>> sets = [];
        foreach (((string symbol, ulong options), long[] counts) in draws)
        {
            int[] set = [.. Enumerable.Range(0, 64).Where(option => (options >> option & 1) != 0)];
            string key = string.Join(" | ", set.Select(option => labels[symbol][option]));
            Dictionary<string, long> chosen = sets.TryGetValue(key, out var known) ? known : sets[key] = [];
            foreach (int option in set)
                chosen[labels[symbol][option]] = chosen.GetValueOrDefault(labels[symbol][option]) + counts[option];
        }

        return sets;
    }

    private static Dictionary<string, string> FirstByLevel(DerivationNode root)
    {
        Dictionary<string, string> decisions = [];
        Stack<(DerivationNode Node, string Level)> open = new([(root, "network")]);
        while (open.TryPop(out var top))
        {
            decisions.TryAdd(top.Level, ArchitectureText.Label(top.Node));
            for (int i = top.Node.Children.Length - 1; i >= 0; i--)
                open.Push((top.Node.Children[i].Node, LevelOf(top.Node, i)));
        }

        return decisions;
    }

    private static string LevelOf(DerivationNode parent, int child) => (parent.Production, child) switch
    {
        ("seq", 0) => "first_fn",
        ("seq", _) => "second_fn",
        ("branch", 0) => "branching_fn",
        ("branch", _) when child == parent.Children.Length - 1 => "aggregation_fn",
        ("route", 0) => "prerouting_fn",
        ("route", 2) => "postrouting_fn",
        ("comp", _) => "computation_fn",
        _ => "inner_fn",
    };
}
