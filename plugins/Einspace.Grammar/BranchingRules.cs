using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>Branching functions: n copies of a tensor, or n equal parts of it along an axis (SPEC sections 2 and 3).</summary>
internal static class BranchingRules
{
    private static readonly int[] Factors = [2, 4, 8];

    public static void Declare(SymbolBuilder<EinspaceState> branching, EinspaceOptions options)
    {
        foreach (int factor in Factors)
            DeclareClone(branching.Production("clone", factor), factor);
        foreach (int factor in Factors)
        {
            for (int axis = 1; axis <= 3; axis++)
                DeclareGroup(branching.Production("group", factor, axis), factor, axis, options);
        }
    }

    private static void DeclareClone(ProductionBuilder<EinspaceState> clone, int factor) => clone
        .Synthesizes((in s, children, out result) =>
        {
            result = s with { Branches = factor };
            return true;
        })
        .Lowers((scope, x) => [.. Enumerable.Repeat(x[0], factor)]);

    private static void DeclareGroup(ProductionBuilder<EinspaceState> group, int factor, int axis, EinspaceOptions options) => group
        .When((in s, depth) => axis <= s.Rank && s[axis] % 2 == 0 && Limit(in s, axis, options) >= factor)
        .Synthesizes((in s, children, out result) =>
        {
            result = s.With(axis, s[axis] / factor) with { Branches = factor };
            return axis <= s.Rank && s[axis] % factor == 0;
        })
        .Lowers((scope, x) => scope.ApplyMany(new Operator.Split(axis, factor), x[0]));

    /// <summary>The size that must not be below n for grouping by n: by Q7 that of the shortest axis, otherwise the axis' own.</summary>
    private static long Limit(in EinspaceState s, int axis, EinspaceOptions options)
    {
        if (!options.ShortestAxisLimitsGroups)
            return s[axis];
        long shortest = Math.Min(s.Axis1, s.Axis2);
        return s.IsImage ? Math.Min(shortest, s.Axis3) : shortest;
    }
}
