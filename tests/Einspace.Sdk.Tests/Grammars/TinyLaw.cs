namespace Einspace.Sdk.Tests.Grammars;

/// <summary>
/// The exact law of <see cref="TinyGrammar"/>, enumerated from the words of SPEC section 4 and from nothing of the engine: a
/// production that fails is removed and another drawn at the same place; a place without options fails its parent's production.
/// </summary>
internal sealed class TinyLaw(int depthLimit)
{
    private static readonly string[] Productions = ["sum", "thrice", "double", "keep"];

    /// <summary>Outcomes of one place: texts with their widths and probabilities, and the expected number of draws.</summary>
    internal sealed record Place(Dictionary<(string Text, int Width), double> Trees, double Draws)
    {
        public double Failure => 1 - Trees.Values.Sum();
    }

    public Place At(int width, int depth, params string[] without) =>
        WithOptions([.. Productions.Where(p => IsAllowed(p, depth)).Except(without)], width, depth);

    private bool IsAllowed(string production, int depth) => depth < depthLimit || production is "double" or "keep";

    private Place WithOptions(string[] options, int width, int depth)
    {
        Dictionary<(string, int), double> trees = [];
        double draws = 0;
        foreach (string option in options)
        {
            double share = ShareOf(option, options);
            Place applied = Apply(option, width, depth);
            foreach ((var tree, double probability) in applied.Trees)
                trees[tree] = trees.GetValueOrDefault(tree) + (share * probability);
            draws += share * (1 + applied.Draws);
            if (applied.Failure < 1e-12)
                continue;
            Place again = WithOptions([.. options.Where(other => other != option)], width, depth);
            foreach ((var tree, double probability) in again.Trees)
                trees[tree] = trees.GetValueOrDefault(tree) + (share * applied.Failure * probability);
            draws += share * applied.Failure * again.Draws;
        }

        return new Place(trees, draws);
    }

    private static double ShareOf(string option, string[] options)
    {
        bool hasKeep = options.Contains("keep");
        double total = options.Where(o => o != "keep").Sum(WeightOf);
        if (option == "keep")
            return total > 0 ? TinyGrammar.KeepProbability : 1;
        return (hasKeep ? 1 - TinyGrammar.KeepProbability : 1) * WeightOf(option) / total;
    }

    private static double WeightOf(string option) => option == "sum" ? TinyGrammar.SumWeight : 1;

    private Place Apply(string production, int width, int depth)
    {
        switch (production)
        {
            case "keep":
                return new Place(new() { [("keep", width)] = 1 }, 0);
            case "double":
                return new Place(2 * width <= 8 ? new() { [("double", 2 * width)] = 1 } : [], 0);
            case "thrice":
                Place inner = At(width, depth + 1);
                var kept = inner.Trees.Where(tree => tree.Key.Width == width);
                return new Place(kept.ToDictionary(t => ($"thrice(3*{t.Key.Text})", width), t => t.Value), inner.Draws);
            default:
                Place operand = At(width, depth + 1);
                var pairs = from a in operand.Trees
                            from b in operand.Trees
                            where a.Key.Width == b.Key.Width
                            select (Key: ($"sum({a.Key.Text}, {b.Key.Text})", a.Key.Width), P: a.Value * b.Value);
                return new Place(pairs.ToDictionary(p => p.Key, p => p.P), operand.Draws * (2 - operand.Failure));
        }
    }
}
