using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>
/// What the reference's seed architectures use and its grammar does not make (SPEC sections 1 and 2): accepted in an architecture that
/// somebody wrote, never drawn.
/// </summary>
internal static class SeedRules
{
    /// <summary>Linear maps of the last axis whose width depends on the input's, rounded down.</summary>
    private static readonly (string Name, long Times, long DividedBy)[] RelativeWidths =
    [
        ("linear-same", 1, 1), ("linear-half", 1, 2), ("linear-double", 2, 1), ("linear-4th", 1, 4), ("linear-x4", 4, 1),
        ("linear-8th", 1, 8), ("linear-x8", 8, 1),
    ];

    /// <summary>Declares computations, for the computations' own symbol and for modules, where they may stand bare (Q1).</summary>
    public static void DeclareComputations(SymbolBuilder<EinspaceState> computation)
    {
        foreach ((string name, long times, long dividedBy) in RelativeWidths)
            DeclareLinear(computation.Production(name), times, dividedBy);
        DeclareMaxPool(computation.Production("max-pool", 3, 2, 1), kernel: 3, stride: 2, padding: 1);
    }

    public static void DeclareBefore(SymbolBuilder<EinspaceState> prerouting) =>
        RoutingRules.DeclareIm2Col(prerouting.Production("im2col", 7, 2, 3).ExecutableOnly(), kernel: 7, stride: 2, padding: 3);

    private static void DeclareLinear(ProductionBuilder<EinspaceState> linear, long times, long dividedBy) => linear
        .ExecutableOnly()
        .Synthesizes((in s, children, out result) =>
        {
            long width = s[s.LastAxis] * times / dividedBy;
            result = s.With(s.LastAxis, width);
            return width > 0 && result.IsPossible;
        })
        .Lowers((scope, x) =>
        {
            int axis = scope.Inherited.LastAxis;
            return [scope.Apply(new Operator.Linear(scope.Inherited[axis], scope.Synthesized[axis]), x[0])];
        });

    private static void DeclareMaxPool(ProductionBuilder<EinspaceState> pool, int kernel, int stride, int padding) => pool
        .ExecutableOnly()
        .Synthesizes((in s, children, out result) =>
        {
            long height = RoutingRules.Windowed(s.Axis2, kernel, stride, padding);
            long width = RoutingRules.Windowed(s.Axis3, kernel, stride, padding);
            result = s with { Axis2 = height, Axis3 = width };
            return s.IsImage && height > 0 && width > 0;
        })
        .Lowers((scope, x) => [scope.Apply(new Operator.MaxPool2d(kernel, stride, padding), x[0])]);
}
