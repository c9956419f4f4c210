using System.Collections.Immutable;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing;

/// <summary>Small grammars over four tokens of eight features, on which strategies can be tried without any plugin.</summary>
public static class ToyGrammar
{
    private static readonly TensorShape Input = new(4, 8);

    /// <summary>A task for the grammars: four tokens of eight features, three classes.</summary>
    public static TaskSpec Task { get; } = new("toy", Input, InputMode.Tokens, classes: 3);

    /// <summary>
    /// A grammar of more networks than any test will see: sequences, sums of two, sums of four copies, linear maps of three
    /// widths, and three operators without width. <c>linear(32)</c> is executable, but never drawn.
    /// </summary>
    public static Grammar Endless { get; } = BuildEndless();

    /// <summary>Eight small networks of <see cref="Endless"/> with their heads, all different, the same in every process.</summary>
    public static ImmutableArray<Network> Networks { get; } = DrawNetworks();

    /// <summary>A grammar of so many networks and no more.</summary>
    /// <param name="networks">How many, from 1 to 64.</param>
    /// <returns>A grammar with one production for each network.</returns>
    public static Grammar Finite(int networks)
    {
        GrammarBuilder<ToyWidth> grammar = new("toy-finite");
        for (int width = 1; width <= networks; width++)
            Linear(grammar.Symbol("network").Production("linear", width), width);
        return grammar.Build(Input, new ToyWidth(8));
    }

    private static ImmutableArray<Network> DrawNetworks()
    {
        SearchSpace space = new(Endless, Task, new Limits());
        return
        [
            .. Enumerable.Range(0, 200)
                .Select(i => space.Sample(RandomStream.Derive((ulong)i, "toy networks")))
                .Where(network => (int)network.Architecture.ExpandedNodes is >= 3 and <= 20)
                .DistinctBy(network => network.Hash)
                .Take(8),
        ];
    }

    private static Grammar BuildEndless()
    {
        const int Deepest = 8;
        GrammarBuilder<ToyWidth> grammar = new("toy");
        SymbolBuilder<ToyWidth> module = grammar.Symbol("module");
        module.Production("seq").When((in _, depth) => depth < Deepest).Child("module").Child("module");
        module.Production("both").When((in _, depth) => depth < Deepest)
            .Child("module").Child("module", (in inherited, _) => inherited)
            .Synthesizes((in _, children, out result) => (result = children[0]) == children[1])
            .Lowers((scope, x) => [scope.Apply(new Operator.Add(), [.. scope.Child(0, x), .. scope.Child(1, x)])]);
        module.Production("copies").When((in _, depth) => depth < Deepest).Weight(0.5)
            .Child("module", repeat: (in _, _) => 4)
            .Lowers((scope, x) => [scope.Apply(
                new Operator.Add(), [.. Enumerable.Range(0, 4).SelectMany(copy => scope.Child(0, x, copy))])]);
        foreach (long width in (ReadOnlySpan<long>)[4, 8, 16])
            Linear(module.Production("linear", width), width);
        Linear(module.Production("linear", 32).ExecutableOnly(), 32);
        module.Production("relu").Lowers((scope, x) => [scope.Apply(new Operator.LeakyRelu(0), x[0])]);
        module.Production("softmax").Lowers((scope, x) => [scope.Apply(new Operator.Softmax(), x[0])]);
        module.Production("norm").Lowers((scope, x) => [scope.Apply(new Operator.LayerNorm(scope.Inherited.Features), x[0])]);
        return grammar.Build(Input, new ToyWidth(8));
    }

    private static void Linear(ProductionBuilder<ToyWidth> production, long width) => production
        .Synthesizes((in _, _, out result) => (result = new ToyWidth(width)).Features > 0)
        .Lowers((scope, x) => [scope.Apply(new Operator.Linear(scope.Inherited.Features, width), x[0])]);

    private readonly record struct ToyWidth(long Features);
}
