using System.Collections.Immutable;
using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Seeds;

/// <summary>The modules of einspace as functions, and what is commonly made of them.</summary>
internal static class Composition
{
    public static DerivationNode Identity { get; } = Terminal("identity");

    public static DerivationNode Norm { get; } = Terminal("norm");

    public static DerivationNode LeakyRelu { get; } = Terminal("leaky-relu");

    public static DerivationNode Softmax { get; } = Terminal("softmax");

    public static DerivationNode PositionalEncoding { get; } = Terminal("positional-encoding");

    /// <summary>Swaps tokens and features.</summary>
    public static DerivationNode Transposition { get; } = Terminal("permute", 2, 1);

    public static DerivationNode Terminal(string production, params ReadOnlySpan<long> arguments) => new(production, [.. arguments]);

    public static DerivationNode Linear(int width) => Terminal("linear", width);

    /// <summary>A module that is one computation.</summary>
    public static DerivationNode Compute(DerivationNode computation) => Module("comp", Once(computation));

    public static DerivationNode Sequence(DerivationNode first, DerivationNode second) => Module("seq", Once(first), Once(second));

    /// <summary>
    /// Modules one after the other, as a tree of sequences: neighbours are paired from the left, then the pairs, until one is left.
    /// </summary>
    public static DerivationNode Chain(params ReadOnlySpan<DerivationNode> modules)
    {
        DerivationNode[] chain = modules.ToArray();
        while (chain.Length > 1)
            chain = [.. chain.Chunk(2).Select(pair => pair.Length == 2 ? Sequence(pair[0], pair[1]) : pair[0])];
        return chain[0];
    }

    public static DerivationNode Route(DerivationNode before, DerivationNode inner, DerivationNode after) =>
        Module("route", Once(before), Once(inner), Once(after));

    /// <summary>Two modules, each on a copy of the input.</summary>
    public static DerivationNode Fork(DerivationNode first, DerivationNode second, DerivationNode aggregation) =>
        Module("branch", Once(Terminal("clone", 2)), Once(first), Once(second), Once(aggregation));

    /// <summary>Copies of one module, each with parameters of its own and on a copy of the input.</summary>
    public static DerivationNode Copies(int count, DerivationNode inner, DerivationNode aggregation) =>
        Module("branch", Once(Terminal("clone", count)), new DerivationChild(inner, count), Once(aggregation));

    /// <summary>What a module makes of x, plus x itself.</summary>
    public static DerivationNode Residual(DerivationNode inner) => Residual(inner, Compute(Identity));

    /// <summary>The same with another shortcut than the identity.</summary>
    public static DerivationNode Residual(DerivationNode inner, DerivationNode shortcut) => Fork(inner, shortcut, Terminal("add"));

    /// <summary>A convolution: a linear map of all patches.</summary>
    public static DerivationNode Convolution(int kernel, int stride, int padding, int channels) =>
        Route(Terminal("im2col", kernel, stride, padding), Compute(Linear(channels)), Terminal("col2im"));

    /// <summary>k×k patches as tokens of a width, with their positions.</summary>
    public static DerivationNode PatchEmbedding(int kernel, int width) => Sequence(
        Route(Terminal("im2col", kernel, kernel, 0), Compute(Linear(width)), Identity), Compute(PositionalEncoding));

    private static DerivationChild Once(DerivationNode node) => new(node, 1);

    private static DerivationNode Module(string production, params ReadOnlySpan<DerivationChild> children) =>
        new(production, [], children.ToImmutableArray());
}
