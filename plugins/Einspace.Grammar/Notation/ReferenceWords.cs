using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Notation;

/// <summary>The reference's terminals, by the place where they may stand (SPEC sections 1, 2 and 13), those of its seeds included.</summary>
/// <param name="words">The words, in the reference's order.</param>
internal sealed class ReferenceWords(params ReferenceWord[] words)
{
    private static readonly ReferenceWord[] Permutations =
    [
        new("identity", "identity"),
        new("permute21", "permute", 2, 1),
        new("permute132", "permute", 1, 3, 2),
        new("permute213", "permute", 2, 1, 3),
        new("permute231", "permute", 2, 3, 1),
        new("permute312", "permute", 3, 1, 2),
        new("permute321", "permute", 3, 2, 1),
    ];

    public static ReferenceWords Branching { get; } = new(
    [
        .. Factors.Select(factor => new ReferenceWord($"clone_tensor{factor}", "clone", factor)),
        .. Factors.SelectMany(factor => Axes.Select(axis => new ReferenceWord($"group_dim{factor}s{axis}d", "group", factor, axis))),
    ]);

    public static ReferenceWords Aggregation { get; } = new(
    [
        new("dot_product", "dot-product"),
        new("scaled_dot_product", "scaled-dot-product"),
        new("add_tensors", "add"),
        .. Factors.SelectMany(factor => Axes.Select(axis => new ReferenceWord($"cat_tensors{axis}d{factor}t", "cat", axis, factor))),
    ]);

    public static ReferenceWords Prerouting { get; } = new([.. Permutations, new("im2col#k#s#p", "im2col")]);

    public static ReferenceWords Postrouting { get; } = new([.. Permutations, new("col2im", "col2im")]);

    public static ReferenceWords Computation { get; } = new(
        new("identity", "identity"),
        new("linear#", "linear"),
        new("conv1d#k#s#p#d", "conv1d"),
        new("norm", "norm"),
        new("leakyrelu", "leaky-relu"),
        new("softmax", "softmax"),
        new("learnable_positional_encoding", "positional-encoding"),
        new("linear_same", "linear-same"),
        new("linear_half", "linear-half"),
        new("linear_double", "linear-double"),
        new("linear_4th", "linear-4th"),
        new("linear_x4", "linear-x4"),
        new("linear_8th", "linear-8th"),
        new("linear_x8", "linear-x8"),
        new("maxpool#k#s#p", "max-pool"));

    private static IEnumerable<int> Factors => [2, 4, 8];

    private static IEnumerable<int> Axes => [1, 2, 3];

    /// <summary>The names in the reference, for messages.</summary>
    public string Names => Enumerate(words.Select(word => word.Description));

    /// <summary>Our productions, for messages.</summary>
    public string Productions => Enumerate(words.Select(word => word.Production).Distinct());

    public DerivationNode? Read(ReadOnlySpan<char> name)
    {
        foreach (ReferenceWord word in words)
        {
            if (word.Read(name) is { } node)
                return node;
        }

        return null;
    }

    public string? Write(DerivationNode node) =>
        node.Children.IsEmpty ? words.Select(word => word.Write(node)).FirstOrDefault(name => name is not null) : null;

    private static string Enumerate(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }
}
