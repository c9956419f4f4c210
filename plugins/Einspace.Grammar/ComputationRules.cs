using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>Computations: what a layer does to one tensor (SPEC section 2).</summary>
internal static class ComputationRules
{
    /// <summary>The reference replaced its rectifiers by leaky ones of this slope (Q23).</summary>
    private const double LeakySlope = 0.01;

    private static readonly int[] Widths = [16, 32, 64, 128, 256, 512, 1024, 2048];

    public static void Declare(SymbolBuilder<EinspaceState> computation)
    {
        computation.Production("identity");
        foreach (int width in Widths)
            DeclareLinear(computation.Production("linear", width), width);
        computation.Production("norm").Lowers((scope, x) => [scope.Apply(NormOf(scope.Inherited), x[0])]);
        computation.Production("leaky-relu").Lowers((scope, x) => [scope.Apply(new Operator.LeakyRelu(LeakySlope), x[0])]);
        computation.Production("softmax").Lowers((scope, x) => [scope.Apply(new Operator.Softmax(), x[0])]);
        computation.Production("positional-encoding").Lowers((scope, x) =>
            [scope.Apply(new Operator.Add(), x[0], scope.Apply(new Operator.Parameter(scope.Inherited.Shape)))]);
    }

    /// <summary>Maps the last axis: the features of tokens, but the width of an image, not its channels.</summary>
    private static void DeclareLinear(ProductionBuilder<EinspaceState> linear, int width) => linear
        .Synthesizes((in s, children, out result) =>
        {
            result = s.With(s.LastAxis, width);
            return result.IsPossible;
        })
        .Lowers((scope, x) => [scope.Apply(new Operator.Linear(scope.Inherited[scope.Inherited.LastAxis], width), x[0])]);

    /// <summary>Q4: the reference's docstring says instance normalisation, its code does this.</summary>
    private static Operator NormOf(EinspaceState s) =>
        s.IsImage ? new Operator.BatchNorm(s.Axis1) : new Operator.LayerNorm(s.Axis2);
}
