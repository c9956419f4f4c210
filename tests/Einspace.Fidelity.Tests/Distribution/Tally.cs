using Einspace.Fidelity.Tests.Statistics;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;

namespace Einspace.Fidelity.Tests.Distribution;

/// <summary>
/// What many trees show of their law, as the reference's tables record it: per level the decision that comes first in each tree and
/// the symbols that each tree contains (once per tree, so independent), sizes, and draws.
/// </summary>
internal sealed class Tally(WrittenRules rules, Flow input)
{
    /// <summary>The reference draws again while it predicts so many parameters (Q9 at 20 GB).</summary>
    public const double ParameterBudget = 1e10;

    private readonly List<TreeSizes> _sizes = [];
    private readonly List<double> _draws = [];

    public int Trees => _sizes.Count;

    public IReadOnlyList<TreeSizes> Sizes => _sizes;

    /// <summary>Draws of each tree, those of trees beyond the budget included.</summary>
    public IReadOnlyList<double> Draws => _draws;

    public Dictionary<Level, Dictionary<string, long>> FirstDecisions { get; } = Tables();

    public Dictionary<Level, Dictionary<string, long>> Containing { get; } = Tables();

    /// <summary>Draws trees within the reference's parameter budget.</summary>
    public static Tally Of(WrittenRules rules, Flow input, int trees, Func<int, SampledArchitecture> sample)
    {
        Tally tally = new(rules, input);
        long draws = 0;
        for (int number = 0; tally.Trees < trees; number++)
        {
            SampledArchitecture drawn = sample(number);
            draws += drawn.Draws;
            if (tally.TryAdd(drawn.Architecture.Root, draws))
                draws = 0;
        }

        return tally;
    }

    /// <summary>Draws trees by the written rules.</summary>
    public static Tally Of(WrittenRules rules, Flow input, int trees, RandomStream random)
    {
        SimulatedLaw law = new(rules, input);
        return Of(rules, input, trees, _ => law.Sample(random));
    }

    /// <summary>The tests that compare the tables with recorded ones: whole tables of first decisions, and each symbol's presence.</summary>
    public HolmFamily Against(
        IReadOnlyDictionary<Level, Dictionary<string, long>> first, IReadOnlyDictionary<Level, Dictionary<string, long>> containing)
    {
        HolmFamily family = new();
        long trees = first[Level.Network].Values.Sum();
        foreach (Level level in FirstDecisions.Keys)
        {
            family.Add($"first decision at {level}", ChiSquare.AreAlike(FirstDecisions[level], first[level]));
            foreach (string symbol in Containing[level].Keys.Union(containing[level].Keys))
            {
                family.Add($"trees with {symbol} at {level}", ChiSquare.AreAlike(
                    WithAndWithout(Containing[level].GetValueOrDefault(symbol), Trees),
                    WithAndWithout(containing[level].GetValueOrDefault(symbol), trees)));
            }
        }

        return family;

        static Dictionary<bool, long> WithAndWithout(long with, long all) => new() { [true] = with, [false] = all - with };
    }

    private static Dictionary<Level, Dictionary<string, long>> Tables() =>
        Enum.GetValues<Level>().ToDictionary(level => level, _ => new Dictionary<string, long>());

    private bool TryAdd(DerivationNode root, long draws)
    {
        TreeSizes sizes = TreeSizes.Of(root, rules, input);
        if (sizes.Parameters >= ParameterBudget)
            return false;
        _sizes.Add(sizes);
        _draws.Add(draws);
        HashSet<(Level Level, string Symbol)> seen = [];
        HashSet<Level> visited = [];
        Stack<(DerivationNode Node, Level Level)> open = new([(root, Level.Network)]);
        while (open.TryPop(out var top))
        {
            string symbol = new Terminal(top.Node.Production, [.. top.Node.Arguments.Select(argument => (int)argument)]).Label;
            if (visited.Add(top.Level))
                Count(FirstDecisions[top.Level], symbol);
            if (seen.Add((top.Level, symbol)))
                Count(Containing[top.Level], symbol);
            for (int i = top.Node.Children.Length - 1; i >= 0; i--)
                open.Push((top.Node.Children[i].Node, AnnotatedTree.LevelOf(top.Node, i)));
        }

        return true;
    }

    private static void Count(Dictionary<string, long> table, string symbol) => table[symbol] = table.GetValueOrDefault(symbol) + 1;
}
