using Einspace.Grammar;
using Einspace.Sdk.Grammars;

namespace Einspace.Fidelity.Tests;

/// <summary>How often each symbol occurs in an architecture, in the reference's names.</summary>
internal static class ReferenceHistogram
{
    private static readonly ArchitectureNotation Notation = new EinspaceFactory().Notations[0];

    public static Dictionary<string, long> Of(Architecture architecture) =>
        architecture.Histogram.ToDictionary(pair => NameOf(pair.Key), pair => (long)pair.Value);

    private static string NameOf(string production) => production switch
    {
        "seq" => "sequential_module",
        "branch" => "branching_module",
        "route" => "routing_module",
        "comp" => "computation_module",
        _ when production.StartsWith("clone(", StringComparison.Ordinal) => production.Replace("clone(", "clone_tensor").TrimEnd(')'),
        _ when production.StartsWith("group(", StringComparison.Ordinal) => $"group_dim{production[6]}s{production[9]}d",
        _ when production.StartsWith("cat(", StringComparison.Ordinal) => $"cat_tensors{production[4]}d{production[7]}t",
        "add" => "add_tensors",
        "dot-product" => "dot_product",
        "scaled-dot-product" => "scaled_dot_product",
        "col2im" => production,
        _ when production.StartsWith("im2col", StringComparison.Ordinal) || production.StartsWith("permute", StringComparison.Ordinal) =>
            Notation.Write($"route({production}, comp(norm), identity)")["route(".Length..].Split(',')[0],
        _ => Notation.Write($"comp({production})")["comp(".Length..^1],
    };
}
