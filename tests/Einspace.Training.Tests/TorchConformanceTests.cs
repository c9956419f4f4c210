using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Torch;

namespace Einspace.Training.Tests;

/// <summary>The evaluator <c>torch</c> keeps every promise of the contract.</summary>
internal sealed class TorchConformanceTests : EvaluatorFixture
{
    protected override EvaluatorUnderTest Create()
    {
        Libtorch.Require();
        return new EvaluatorUnderTest(new TorchEvaluatorFactory()) { Options = new TrainingOptions { BatchSize = 32 } };
    }
}
