using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>Branching functions: n copies of a tensor, or n equal parts of it along an axis (SPEC sections 2 and 3).</summary>
internal static class BranchingRules
{
    private static readonly int[] Factors = [2, 4, 8];

    public static void Declare(SymbolBuilder<EinspaceState> branching)
    {
        foreach (int factor in Factors)
            DeclareClone(branching.Production("clone", factor), factor);
        foreach (int factor in Factors)
        {
            for (int axis = 1; axis <= 3; axis++)
                DeclareGroup(branching.Production("group", factor, axis), factor, axis);
        }
    }

    private static void DeclareClone(ProductionBuilder<EinspaceState> clone, int factor) => clone
        .Synthesizes((in s, children, out result) =>
        {
            result = s with { Branches = factor };
            return true;
        })
        .Lowers((scope, x) => [.. Enumerable.Repeat(x[0], factor)]);

    private static void DeclareGroup(ProductionBuilder<EinspaceState> group, int factor, int axis) => group
        .When((in s, depth) => axis <= s.Rank && s[axis] % 2 == 0 && ShortestAxis(in s) >= factor)
        .Synthesizes((in s, children, out result) =>
        {
            result = s.With(axis, s[axis] / factor) with { Branches = factor };
            return axis <= s.Rank && s[axis] % factor == 0;
        })
        .Lowers((scope, x) => scope.ApplyMany(new Operator.Split(axis, factor), x[0]));

    /// <summary>Q7: one axis shorter than n forbids grouping by n along every axis.</summary>
    private static long ShortestAxis(in EinspaceState s)
    {
        long shortest = Math.Min(s.Axis1, s.Axis2);
        return s.IsImage ? Math.Min(shortest, s.Axis3) : shortest;
    }
}
