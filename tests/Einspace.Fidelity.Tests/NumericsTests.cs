using Einspace.Fidelity.Tests.Vectors;
using Einspace.Sdk.Graphs;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Fidelity.Tests;

/// <summary>
/// Networks recorded from the reference in float64: logits, losses, gradients, batch normalisation's statistics and four optimiser
/// steps (SPEC section 14), as the grammar lowers them, simplified, and in the canonical order in which they are trained.
/// </summary>
[Category("Fidelity")]
internal sealed class NumericsTests
{
    private const double Rate = 0.04, Momentum = 0.9, WeightDecay = 3e-4;

    private static readonly (string Name, Func<ComputationGraph, ComputationGraph> Pass)[] Passes =
        [("as lowered", graph => graph), ("simplified", GraphPasses.Simplify), ("canonical", GraphPasses.Canonicalise)];

    [TestCaseSource(nameof(Consistent))]
    public void A_recorded_network_gives_the_recorded_numbers(Recorded<RecordedNetwork> recorded, string passes) =>
        Check(recorded.Value, passes);

    /// <summary>Q2: all tensors are joined, what follows is sized by the recorded shapes. The reference fuses convolutions first.</summary>
    [TestCaseSource(nameof(Inconsistent))]
    public void A_network_that_contradicts_its_recorded_shape_runs_by_it(Recorded<RecordedNetwork> recorded, string passes) =>
        Check(recorded.Value, passes);

    private static IEnumerable<TestCaseData> Consistent() => Cases(network => network.IsConsistent, Passes);

    private static IEnumerable<TestCaseData> Inconsistent() => Cases(network => !network.IsConsistent, Passes[1..]);

    private static IEnumerable<TestCaseData> Cases(Func<RecordedNetwork, bool> isWanted, IEnumerable<(string Name, Func<ComputationGraph, ComputationGraph>)> passes) =>
        passes.SelectMany(pass => VectorFolder.Given.Networks.Cases(isWanted).Select(one =>
            new TestCaseData(one.Arguments[0], pass.Name).SetArgDisplayNames($"{one.Arguments[0]}, {pass.Name}")));

    private static void Check(RecordedNetwork recorded, string passes)
    {
        ComputationGraph lowered = ReferenceNetworks.WithHead(recorded.Text, recorded.Input, classes: recorded.Inference.Logits[0].Length);
        Assert.That(
            ByRule.Trained(lowered).Select(parameter => Words(parameter.Spec)),
            Is.EqualTo(recorded.ParameterTensors.Select(tensor => string.Join('x', tensor.Sizes))), "trained tensors");
        GraphProgram program = GraphProgram.Compile(Passes.Single(pass => pass.Name == passes).Pass(lowered));
        Backends.Each(backend => new Comparison(backend, recorded, lowered, program).Run());
    }

    /// <summary>Weights of convolutions are recorded as [out, fan-in], positional encodings with a batch axis.</summary>
    private static string Words(ParameterSpec spec) => spec.Role switch
    {
        ParameterRole.Weight => $"{spec.Sizes[0]}x{spec.Elements / (UInt128)spec.Sizes[0]}",
        ParameterRole.Value => $"1x{string.Join('x', spec.Sizes)}",
        _ => string.Join('x', spec.Sizes),
    };

    private sealed class Comparison(ITensorBackend backend, RecordedNetwork recorded, ComputationGraph lowered, GraphProgram program)
    {
        private readonly Tensor _input = ByRule.Input(backend, recorded.Batch, recorded.Input);
        private readonly Tensor _labels = backend.FromLabels([.. Enumerable.Range(0, recorded.Batch).Select(label => (long)label)]);
        private readonly string[] _order = [.. ByRule.Trained(lowered).Select(parameter => parameter.Path)];

        public void Run()
        {
            using (Assert.EnterMultipleScope())
            {
                CheckPass("inference", Create(), ForwardMode.Inference, recorded.Inference);
                GraphNetwork trained = Create();
                CheckPass("training", trained, ForwardMode.Training, recorded.Training);
                CheckStatistics(trained);
                CheckSteps(Create());
            }
        }

        private void CheckPass(string mode, GraphNetwork network, ForwardMode forward, RecordedPass expected)
        {
            string where = $"{mode} on {backend.Facts["device"]}";
            Tensor logits = network.Forward(_input, forward), loss = backend.CrossEntropy(logits, _labels);
            backend.Backward(loss);
            float[][] gradients = [.. InOrder(network).Select(parameter => backend.Read(backend.Gradient(parameter)))];
            double[] norms = [.. gradients.Select(Norm)];
            Assert.That(backend.Read(logits), Is.EqualTo(expected.Logits.SelectMany(row => row)).Within(1e-4), $"logits, {where}");
            Assert.That(backend.Read(loss)[0], Is.EqualTo(expected.Loss).Within(1e-4), $"loss, {where}");
            Assert.That(Math.Sqrt(norms.Sum(norm => norm * norm)), Is.EqualTo(expected.GradientNorm).Within(0.1).Percent, $"gradient norm, {where}");
            AssertClose(norms, expected.GradientNorms, expected.GradientNorm, $"gradient norm by tensor, {where}");
            AssertClose([.. gradients.Select(gradient => (double)gradient[0])], expected.FirstGradients, expected.GradientNorm, $"first gradients, {where}");
        }

        /// <summary>Within 1e-3 of each; what cancels to nothing, within 1e-6 of the whole gradient.</summary>
        private void AssertClose(double[] found, IReadOnlyList<double> expected, double whole, string what)
        {
            Assert.That(found, Has.Length.EqualTo(expected.Count), what);
            for (int k = 0; k < Math.Min(found.Length, expected.Count); k++)
                Assert.That(found[k], Is.EqualTo(expected[k]).Within((1e-3 * Math.Abs(expected[k])) + (1e-6 * whole)), $"{what}: {_order[k]}");
        }

        private void CheckStatistics(GraphNetwork network)
        {
            Assert.That(
                Of(ParameterRole.RunningMean).Select(Norm), Is.EqualTo(recorded.Training.RunningMeans).Within(1e-4), "running means");
            Assert.That(
                Of(ParameterRole.RunningVariance).Select(values => values.Sum(value => (double)value)),
                Is.EqualTo(recorded.Training.RunningVariances).Within(0.01).Percent, "running variances");

            IEnumerable<float[]> Of(ParameterRole role) => lowered.ExpandParameters()
                .Where(parameter => parameter.Spec.Role == role)
                .Select(parameter => backend.Read(ByPath(network)[parameter.Path]));
        }

        private void CheckSteps(GraphNetwork network)
        {
            Tensor[] velocities = [.. network.Trained.Select(parameter => backend.Zeros(backend.Shape(parameter)))];
            List<double> losses = [];
            foreach (double _ in recorded.StepLosses)
            {
                Tensor loss = backend.CrossEntropy(network.Forward(_input, ForwardMode.Training), _labels);
                losses.Add(backend.Read(loss)[0]);
                backend.Backward(loss);
                backend.SgdStep(network.Trained, velocities, Rate, Momentum, WeightDecay);
            }

            Tensor last = backend.CrossEntropy(network.Forward(_input, ForwardMode.Inference), _labels);
            Assert.That(losses, Is.EqualTo(recorded.StepLosses).Within(1e-4), "losses of the optimiser's steps");
            Assert.That(backend.Read(last)[0], Is.EqualTo(recorded.LossAfterSteps).Within(1e-4), "loss after the steps");
        }

        private GraphNetwork Create() => ByRule.Create(backend, lowered, program);

        private IEnumerable<Tensor> InOrder(GraphNetwork network)
        {
            Dictionary<string, Tensor> byPath = ByPath(network);
            return _order.Select(path => byPath[path]);
        }

        private Dictionary<string, Tensor> ByPath(GraphNetwork network) =>
            program.Parameters.Zip(network.Parameters).ToDictionary(pair => pair.First.Path, pair => pair.Second);

        private static double Norm(float[] values) => Math.Sqrt(values.Sum(value => (double)value * value));
    }
}
