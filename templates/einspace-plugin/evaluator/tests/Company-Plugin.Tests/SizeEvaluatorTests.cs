using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;

namespace Company_Plugin.Tests;

internal sealed class SizeEvaluatorTests
{
    private static readonly Network Network = ToyGrammar.Networks[0];

    [TestCase(1, 1)]
    [TestCase(10, 0.5)]
    [TestCase(100, 1.0 / 3)]
    public async Task TheScoreFallsWithTheFactorByWhichTheTargetIsMissed(int factor, double closeness)
    {
        await using SizeEvaluator evaluator = new(new SizeOptions { Target = factor * (long)Network.Costs.Parameters });
        EvaluationResult result = await evaluator.EvaluateAsync(
            new EvaluatorUnderTest(new SizeEvaluatorFactory()).RequestFor(Network), reporter: null!, CancellationToken.None);
        Assert.That(((EvaluationResult.Completed)result).Metrics[SizeEvaluator.Metric], Is.EqualTo(closeness).Within(1e-9));
    }
}
