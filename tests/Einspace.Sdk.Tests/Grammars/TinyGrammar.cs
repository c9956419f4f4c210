using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>
/// Four productions over tokens of some width, which share nothing with einspace: they show that the engine knows no grammar.
/// <c>sum</c> adds two expressions of equal width, <c>thrice</c> applies one three times (so it must keep the width), <c>double</c>
/// doubles the width up to 8, <c>keep</c> keeps it and has a fixed probability.
/// </summary>
internal static class TinyGrammar
{
    public const double KeepProbability = 0.3;
    public const double SumWeight = 2;

    public static Grammar Build(int depthLimit = 2, int width = 2)
    {
        GrammarBuilder<Width> grammar = new("tiny");
        SymbolBuilder<Width> expression = grammar.Symbol("expression");
        expression.Production("sum")
            .Weight(SumWeight)
            .When((in w, depth) => depth < depthLimit)
            .Child("expression")
            .Child("expression", (in w, left) => w)
            .Synthesizes((in w, children, out result) =>
            {
                result = children[1];
                return children[0] == children[1];
            })
            .Lowers((scope, x) => [scope.Apply(new Operator.Add(), [.. scope.Child(0, x), .. scope.Child(1, x)])]);
        expression.Production("thrice")
            .When((in w, depth) => depth < depthLimit)
            .Child("expression", repeat: (in w, left) => 3)
            .Synthesizes((in w, children, out result) =>
            {
                result = children[0];
                return children[0] == w;
            });
        expression.Production("double")
            .Synthesizes((in w, children, out result) =>
            {
                result = new Width(2 * w.Size);
                return result.Size <= 8;
            })
            .Lowers((scope, x) => [scope.Apply(new Operator.Linear(scope.Inherited.Size, scope.Synthesized.Size), x[0])]);
        expression.Production("keep")
            .Probability(KeepProbability)
            .Lowers((scope, x) => [scope.Apply(new Operator.LayerNorm(scope.Inherited.Size), x[0])]);
        return grammar.Build(new TensorShape(1, width), new Width(width));
    }
}
