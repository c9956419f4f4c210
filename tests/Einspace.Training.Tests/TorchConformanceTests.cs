using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;
using Einspace.Sdk.Testing.Fixtures;
using Einspace.Torch;

namespace Einspace.Training.Tests;

/// <summary>The evaluator <c>torch</c> keeps every promise of the contract, on every kind of task.</summary>
[TestFixture(OutputKind.Classification)]
[TestFixture(OutputKind.MultiLabel, Category = "Slow")]
[TestFixture(OutputKind.Regression, Category = "Slow")]
[TestFixture(OutputKind.DenseRegression)]
[TestFixture(OutputKind.DenseLabels, Category = "Slow")]
internal sealed class TorchConformanceTests(OutputKind output) : EvaluatorFixture
{
    protected override EvaluatorUnderTest Create()
    {
        Libtorch.Require();
        EvaluatorUnderTest subject = new(new TorchEvaluatorFactory()) { Options = new TrainingOptions { BatchSize = 32 } };
        if (output == OutputKind.Classification)
            return subject;
        TaskSpec toy = ToyGrammar.Task;
        TaskSpec task = new(toy.Name, toy.Input, toy.Mode, output, output.IsDense() ? new TensorShape(3, 5) : new TensorShape(3));
        SearchSpace space = new(ToyGrammar.Endless, task, new Limits());
        return subject with { Task = task, Networks = [.. ToyGrammar.Networks.Select(network => space.Realise(network.Architecture))] };
    }
}
