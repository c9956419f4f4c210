using System.Collections.Immutable;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>Routing functions: permutations of the axes, images to tokens and back (SPEC sections 2 and 3).</summary>
internal static class RoutingRules
{
    private static readonly ImmutableArray<ImmutableArray<int>> Permutations =
        [[2, 1], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];

    private static readonly (int Kernel, int Stride, int Padding)[] Windows =
        [(1, 1, 0), (1, 2, 0), (3, 1, 1), (3, 2, 1), (4, 4, 0), (8, 8, 0), (16, 16, 0)];

    public static void DeclareBefore(SymbolBuilder<EinspaceState> prerouting, EinspaceOptions options)
    {
        DeclarePermutations(prerouting);
        if (options.Dimensions == 1)
            return;
        foreach ((int kernel, int stride, int padding) in Windows)
            DeclareIm2Col(prerouting.Production("im2col", kernel, stride, padding), kernel, stride, padding);
        SeedRules.DeclareBefore(prerouting);
    }

    public static void DeclareAfter(SymbolBuilder<EinspaceState> postrouting, EinspaceOptions options)
    {
        DeclarePermutations(postrouting);
        if (options.Dimensions == 2)
            DeclareCol2Im(postrouting.Production("col2im"), options);
    }

    private static void DeclarePermutations(SymbolBuilder<EinspaceState> routing)
    {
        routing.Production("identity");
        foreach (ImmutableArray<int> axes in Permutations)
            DeclarePermutation(routing.Production("permute", [.. axes.Select(axis => (long)axis)]), axes);
    }

    /// <summary>New axis i is the old axis <c>axes[i − 1]</c>.</summary>
    private static void DeclarePermutation(ProductionBuilder<EinspaceState> permute, ImmutableArray<int> axes) => permute
        .When((in s, depth) => s.Rank == axes.Length)
        .Synthesizes((in s, children, out result) =>
        {
            result = s with { Axis1 = s[axes[0]], Axis2 = s[axes[1]], Axis3 = axes.Length == 3 ? s[axes[2]] : 0 };
            return s.Rank == axes.Length;
        })
        .Lowers((scope, x) => [scope.Apply(new Operator.Permute(axes), x[0])]);

    /// <summary>
    /// [C, H, W] to tokens: one for each patch. The filter looks at the image without its padding and never at kernels of 1; the rule
    /// needs one whole window.
    /// </summary>
    public static void DeclareIm2Col(ProductionBuilder<EinspaceState> im2col, int kernel, int stride, int padding) => im2col
        .When((in s, depth) => s.IsImage && (kernel == 1 || (s.Axis2 >= kernel && s.Axis3 >= kernel)))
        .Synthesizes((in s, children, out result) =>
        {
            long height = Windowed(s.Axis2, kernel, stride, padding);
            long width = Windowed(s.Axis3, kernel, stride, padding);
            result = s with
            {
                Axis1 = height * width, Axis2 = s.Axis1 * kernel * kernel, Axis3 = 0, ImageHeight = height, ImageWidth = width,
            };
            return s.IsImage && height > 0 && width > 0 && result.IsPossible;
        })
        .Lowers((scope, x) => [scope.Apply(new Operator.Unfold(kernel, stride, padding), x[0])]);

    /// <summary>
    /// Tokens [S, D] back to the image of this route's im2col: transposed, then read in rows. Where the inner module changed S, that
    /// mixes features and places (Q3, kept by default: it is part of the space).
    /// </summary>
    private static void DeclareCol2Im(ProductionBuilder<EinspaceState> col2im, EinspaceOptions options) => col2im
        .When((in s, depth) => !s.IsImage)
        .Synthesizes((in s, children, out result) =>
        {
            long pixels = s.ImageHeight * s.ImageWidth;
            long elements = s.Axis1 * s.Axis2;
            bool fits = !s.IsImage && s.HasImage && elements % pixels == 0 && (!options.StrictCol2im || s.Axis1 == pixels);
            result = fits
                ? s.WithoutImage() with { Axis1 = elements / pixels, Axis2 = s.ImageHeight, Axis3 = s.ImageWidth }
                : s;
            return fits;
        })
        .Lowers((scope, x) =>
        {
            GraphValue transposed = scope.Apply(new Operator.Permute([2, 1]), x[0]);
            return [scope.Apply(new Operator.Reshape(scope.Synthesized.Shape), transposed)];
        });

    /// <summary>How many windows fit along an axis; 0 where none does.</summary>
    public static long Windowed(long size, int kernel, int stride, int padding)
    {
        long room = size + (2 * padding) - kernel;
        return room < 0 ? 0 : (room / stride) + 1;
    }
}
