using Einspace.Fidelity.Tests;
using Einspace.Fidelity.Tests.Vectors;
using Einspace.Sdk.Graphs;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Bench.Fidelity;

/// <summary>The largest differences from recorded networks (SPEC section 14), over all of them.</summary>
internal sealed class NetworkComparison
{
    private const double Rate = 0.04, Momentum = 0.9, WeightDecay = 3e-4;

    public int Count { get; private set; }

    public double Logits { get; private set; }

    public double Losses { get; private set; }

    /// <summary>Relative.</summary>
    public double GradientNorms { get; private set; }

    public double Steps { get; private set; }

    /// <summary>Runs the recorded networks, canonical as they are trained, on the processor.</summary>
    public static NetworkComparison Of(IEnumerable<RecordedNetwork> networks)
    {
        NetworkComparison comparison = new();
        Backends.Each(backend =>
        {
            if (backend.Facts["device"] != "cpu")
                return;
            foreach (RecordedNetwork network in networks)
            {
                using IDisposable scope = backend.Scope();
                comparison.Add(backend, network);
            }
        });
        return comparison;
    }

    private void Add(ITensorBackend backend, RecordedNetwork recorded)
    {
        ComputationGraph lowered = ReferenceNetworks.WithHead(recorded.Text, recorded.Input, recorded.Inference.Logits[0].Length);
        GraphProgram program = GraphProgram.Compile(GraphPasses.Canonicalise(lowered));
        Tensor input = ByRule.Input(backend, recorded.Batch, recorded.Input);
        Tensor labels = backend.FromLabels([.. Enumerable.Range(0, recorded.Batch).Select(label => (long)label)]);
        Count++;
        foreach ((ForwardMode mode, RecordedPass expected) in new[] { (ForwardMode.Inference, recorded.Inference), (ForwardMode.Training, recorded.Training) })
        {
            GraphNetwork network = ByRule.Create(backend, lowered, program);
            Tensor logits = network.Forward(input, mode), loss = backend.CrossEntropy(logits, labels);
            backend.Backward(loss);
            double squares = network.Trained.Sum(parameter => backend.Read(backend.Gradient(parameter)).Sum(value => (double)value * value));
            Logits = Math.Max(Logits, backend.Read(logits).Zip(expected.Logits.SelectMany(row => row)).Max(pair => Math.Abs(pair.First - pair.Second)));
            Losses = Math.Max(Losses, Math.Abs(backend.Read(loss)[0] - expected.Loss));
            GradientNorms = Math.Max(GradientNorms, Math.Abs((Math.Sqrt(squares) / expected.GradientNorm) - 1));
        }

        GraphNetwork trained = ByRule.Create(backend, lowered, program);
        Tensor[] velocities = [.. trained.Trained.Select(parameter => backend.Zeros(backend.Shape(parameter)))];
        foreach (double expected in recorded.StepLosses)
        {
            Tensor loss = backend.CrossEntropy(trained.Forward(input, ForwardMode.Training), labels);
            Steps = Math.Max(Steps, Math.Abs(backend.Read(loss)[0] - expected));
            backend.Backward(loss);
            backend.SgdStep(trained.Trained, velocities, Rate, Momentum, WeightDecay);
        }

        Tensor last = backend.CrossEntropy(trained.Forward(input, ForwardMode.Inference), labels);
        Steps = Math.Max(Steps, Math.Abs(backend.Read(last)[0] - recorded.LossAfterSteps));
    }
}
