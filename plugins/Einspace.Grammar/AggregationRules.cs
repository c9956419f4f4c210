using System.Collections.Immutable;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>
/// Aggregations: matrix products of two tensors, the sum of all, their concatenation along an axis (SPEC sections 2 and 3). The first
/// two results of a branch come in as the two operands; further ones are copies of the first.
/// </summary>
internal static class AggregationRules
{
    public static void Declare(SymbolBuilder<EinspaceState> aggregation, EinspaceOptions options)
    {
        DeclareProduct(aggregation.Production("dot-product")).Lowers((scope, x) => [scope.Apply(new Operator.MatMul(), x[0], x[1])]);
        DeclareProduct(aggregation.Production("scaled-dot-product")).Lowers((scope, x) =>
        {
            double factor = 1 / Math.Sqrt(scope.Inherited[scope.Inherited.LastAxis]);
            return [scope.Apply(new Operator.Scale(factor), scope.Apply(new Operator.MatMul(), x[0], x[1]))];
        });
        DeclareAdd(aggregation.Production("add"));
        foreach (int arity in (int[])[2, 4, 8])
        {
            for (int axis = 1; axis <= 3; axis++)
                DeclareCat(aggregation.Production("cat", axis, arity), axis, arity, options);
        }
    }

    /// <summary>
    /// a·b over the last two axes. Leading axes of different size run if one of them is 1, but are never drawn. Where the branching
    /// factor is forgotten (Q8) they are offered, and fail.
    /// </summary>
    private static ProductionBuilder<EinspaceState> DeclareProduct(ProductionBuilder<EinspaceState> product) => product
        .When((in s, depth) => s.Branches <= 2 && CanMultiply(in s) && (!s.IsImage || s.Axis1 == s.Other1))
        .Synthesizes((in s, children, out result) =>
        {
            result = Joined(s.IsImage
                ? new EinspaceState(Math.Max(s.Axis1, s.Other1), s.Axis2, s.Other3)
                : new EinspaceState(s.Axis1, s.Other2, 0));
            bool leadingFits = !s.IsImage || s.Axis1 == s.Other1 || s.Axis1 == 1 || s.Other1 == 1;
            return s.Branches == 2 && CanMultiply(in s) && leadingFits && result.IsPossible;
        });

    private static void DeclareAdd(ProductionBuilder<EinspaceState> add) => add
        .When((in s, depth) => s.OperandsAreEqual)
        .Synthesizes((in s, children, out result) =>
        {
            result = Joined(in s);
            return s.OperandsAreEqual;
        })
        .Lowers((scope, x) => [scope.Apply(new Operator.Add(), x.AsSpan())]);

    private static void DeclareCat(ProductionBuilder<EinspaceState> cat, int axis, int arity, EinspaceOptions options) => cat
        .When((in s, depth) => IsOffered(in s, arity, options) && CanConcatenate(in s, axis))
        .Synthesizes((in s, children, out result) =>
        {
            long size = arity == 2 ? s[axis] + OtherSize(in s, axis) : s[axis] * arity;
            result = Joined(s.With(axis, size));
            return CanConcatenate(in s, axis) && (!options.MatchCatArity || arity == s.Arity) && result.IsPossible;
        })
        .Lowers((scope, x) => [scope.Apply(Concat(axis, x, scope.Synthesized[axis]), x.AsSpan())]);

    /// <summary>Q2: what follows is sized by the arity in the name, even where the branch joins another number of tensors.</summary>
    private static Operator.Concat Concat(int axis, ImmutableArray<GraphValue> operands, long recorded) =>
        operands.Sum(operand => operand.Shape[axis]) == recorded ? new(axis) : new(axis, recorded);

    private static EinspaceState Joined(in EinspaceState s) => new(s.Axis1, s.Axis2, s.Axis3) { Branches = 1 };

    /// <summary>Q2: the reference restricts the number in the name only for branches by 4 and 8.</summary>
    private static bool IsOffered(in EinspaceState s, int arity, EinspaceOptions options) =>
        options.MatchCatArity ? arity == s.Arity : arity == s.Branches || s.Branches <= 2;

    private static bool CanMultiply(in EinspaceState s) =>
        s.OperandsHaveEqualRank && (s.IsImage ? s.Axis3 == s.Other2 : s.Axis2 == s.Other1);

    private static bool CanConcatenate(in EinspaceState s, int axis) =>
        s.OperandsHaveEqualRank
        && axis <= s.Rank
        && (axis == 1 || s.Axis1 == s.Other1)
        && (axis == 2 || s.Axis2 == s.Other2)
        && (axis == 3 || s.Axis3 == s.Other3);

    private static long OtherSize(in EinspaceState s, int axis) => axis switch { 1 => s.Other1, 2 => s.Other2, _ => s.Other3 };
}
