using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar;

/// <summary>Computations: what a layer does to one tensor (SPEC sections 2 and 13).</summary>
internal static class ComputationRules
{
    /// <summary>The reference replaced its rectifiers by leaky ones of this slope (Q23).</summary>
    private const double LeakySlope = 0.01;

    private static readonly int[] Widths = [16, 32, 64, 128, 256, 512, 1024, 2048];

    private static readonly (int Kernel, int Stride, int Padding)[] Convolutions = [(8, 1, 3), (5, 1, 2), (3, 1, 1), (1, 1, 0)];

    private static readonly int[] Channels = [32, 64, 128, 256];

    /// <summary>Declares the computations, in the reference's order.</summary>
    public static void Declare(SymbolBuilder<EinspaceState> computation, EinspaceOptions options)
    {
        foreach (var (name, arguments, rules) in Computations(options))
            rules(computation.Production(name, arguments));
    }

    /// <summary>Accepts them where a module is expected, without a computation module around them (Q1).</summary>
    public static void DeclareBare(SymbolBuilder<EinspaceState> module, EinspaceOptions options)
    {
        foreach (var (name, arguments, rules) in Computations(options))
            rules(module.Production(name, arguments).ExecutableOnly());
    }

    private static IEnumerable<(string Name, long[] Arguments, Action<ProductionBuilder<EinspaceState>> Rules)> Computations(
        EinspaceOptions options)
    {
        yield return ("identity", [], identity => { });
        foreach (int width in Widths)
            yield return ("linear", [width], linear => DeclareLinear(linear, width));
        foreach (var (kernel, stride, padding) in options.Dimensions == 1 ? Convolutions : [])
        {
            foreach (int channels in Channels)
                yield return ("conv1d", [kernel, stride, padding, channels], conv => DeclareConvolution(conv, kernel, padding, channels));
        }

        yield return ("norm", [], norm => DeclareNorm(norm, options));
        yield return ("leaky-relu", [], relu => relu.Lowers((scope, x) => [scope.Apply(new Operator.LeakyRelu(LeakySlope), x[0])]));
        yield return ("softmax", [], softmax => softmax.Lowers((scope, x) => [scope.Apply(new Operator.Softmax(), x[0])]));
        yield return ("positional-encoding", [], encoding => encoding.Lowers((scope, x) =>
            [scope.Apply(new Operator.Add(), x[0], scope.Apply(new Operator.Parameter(scope.Inherited.Shape)))]));
    }

    /// <summary>Maps the last axis: the features of tokens, but the width of an image, not its channels.</summary>
    private static void DeclareLinear(ProductionBuilder<EinspaceState> linear, int width) => linear
        .Synthesizes((in s, children, out result) =>
        {
            result = s.With(s.LastAxis, width);
            return result.IsPossible;
        })
        .Lowers((scope, x) => [scope.Apply(new Operator.Linear(scope.Inherited[scope.Inherited.LastAxis], width), x[0])]);

    /// <summary>
    /// Convolves along axis 2 of tokens, which keeps its length; axis 1 are the channels. An even kernel takes one more zero on the
    /// right than its padding says.
    /// </summary>
    private static void DeclareConvolution(ProductionBuilder<EinspaceState> conv, int kernel, int padding, int channels) => conv
        .When((in s, depth) => !s.IsImage)
        .Synthesizes((in s, children, out result) =>
        {
            result = s.With(1, channels);
            return !s.IsImage && result.IsPossible;
        })
        .Lowers((scope, x) =>
            [scope.Apply(new Operator.Conv1d(scope.Inherited.Axis1, channels, kernel, padding, kernel - 1 - padding), x[0])]);

    private static void DeclareNorm(ProductionBuilder<EinspaceState> norm, EinspaceOptions options)
    {
        norm.Lowers((scope, x) => [scope.Apply(NormOf(scope.Inherited, options), x[0])]);
        if (!options.AllowNormOfOnePixel)
        {
            norm.GivesUpWhen(
                (in s, depth) => s is { IsImage: true, Axis2: 1, Axis3: 1 },
                "Q5: the reference refuses to normalise an image of one pixel; grammar.allow-norm-of-one-pixel=true accepts it");
        }
    }

    private static Operator NormOf(EinspaceState s, EinspaceOptions options) => s.IsImage
        ? options.ImageNorm == ImageNorm.Instance ? new Operator.InstanceNorm(s.Axis1) : new Operator.BatchNorm(s.Axis1)
        : new Operator.LayerNorm(s.Axis2);
}
