using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Testing;

namespace Einspace.Strategies.Tests;

/// <summary>Grammars over the toy task for one situation each.</summary>
internal static class PlantedGrammar
{
    /// <summary>Five linear maps of ten widths each: 100,000 networks, all different, all equally likely.</summary>
    public static Grammar Chain { get; } = BuildChain(positions: 5, widths: 10);

    /// <summary>A sum of two out of three: nine derivations of six networks.</summary>
    public static Grammar Sums { get; } = BuildSums();

    /// <summary>Three linear maps, and beside them a likelier way on which only the third choice shows that it leads nowhere.</summary>
    public static Grammar Trap { get; } = BuildTrap();

    /// <summary>
    /// Three linear maps of ten widths each, four times something that does nothing, in one of eight ways, and a last map of six widths: each
    /// network has 4,096 derivations, as in einspace identities and permutations that cancel out give every network many.
    /// </summary>
    /// <param name="lowered">Called for each derivation that is lowered.</param>
    public static Grammar Padded(Action lowered)
    {
        GrammarBuilder<Width> grammar = new("padded");
        ProductionBuilder<Width> chain = grammar.Symbol("chain").Production("chain");
        string[] children = ["layer", "layer", "layer", "idle", "idle", "idle", "idle", "last"];
        foreach (string child in children)
            chain.Child(child);
        chain.Lowers((scope, x) =>
        {
            lowered();
            for (int child = 0; child < children.Length; child++)
                x = scope.Child(child, x);
            return x;
        });
        for (int width = 1; width <= 10; width++)
            Linear(grammar.Symbol("layer").Production("linear", width), width);
        for (int way = 1; way <= 8; way++)
            grammar.Symbol("idle").Production("rest", way).Lowers((_, x) => x);
        for (int width = 1; width <= 6; width++)
            Linear(grammar.Symbol("last").Production("final", width), width);
        return grammar.Build(ToyGrammar.Task.Input, new Width(8));
    }

    private static Grammar BuildChain(int positions, int widths)
    {
        GrammarBuilder<Width> grammar = new("chain");
        ProductionBuilder<Width> chain = grammar.Symbol("chain").Production("chain");
        for (int i = 0; i < positions; i++)
            chain.Child("layer");
        for (int width = 1; width <= widths; width++)
            Linear(grammar.Symbol("layer").Production("linear", width), width);
        return grammar.Build(ToyGrammar.Task.Input, new Width(8));
    }

    private static Grammar BuildSums()
    {
        GrammarBuilder<Width> grammar = new("sums");
        grammar.Symbol("sum").Production("sum").Child("term").Child("term", (in inherited, _) => inherited)
            .Lowers((scope, x) => [scope.Apply(new Operator.Add(), [.. scope.Child(0, x), .. scope.Child(1, x)])]);
        grammar.Symbol("term").Production("relu").Lowers((scope, x) => [scope.Apply(new Operator.LeakyRelu(0), x[0])]);
        grammar.Symbol("term").Production("softmax").Lowers((scope, x) => [scope.Apply(new Operator.Softmax(), x[0])]);
        grammar.Symbol("term").Production("norm").Lowers((scope, x) => [scope.Apply(new Operator.LayerNorm(8), x[0])]);
        return grammar.Build(ToyGrammar.Task.Input, new Width(8));
    }

    private static Grammar BuildTrap()
    {
        GrammarBuilder<Width> grammar = new("trap");
        grammar.Symbol("network").Production("trap").Weight(20).Child("outer");
        for (int width = 1; width <= 3; width++)
            Linear(grammar.Symbol("network").Production("linear", width), width);
        grammar.Symbol("outer").Production("left").Child("inner");
        grammar.Symbol("outer").Production("right").Child("inner");
        Linear(grammar.Symbol("inner").Production("never").When((in _, _) => false), 4);
        return grammar.Build(ToyGrammar.Task.Input, new Width(8));
    }

    private static void Linear(ProductionBuilder<Width> production, long width) => production
        .Synthesizes((in _, _, out result) => (result = new Width(width)).Features > 0)
        .Lowers((scope, x) => [scope.Apply(new Operator.Linear(scope.Inherited.Features, width), x[0])]);

    private readonly record struct Width(long Features);
}
