using System.Text.Json;
using Einspace.Sdk.Graphs;
using Einspace.Torch;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Training.Tests;

/// <summary>
/// Networks recorded from the reference implementation with parameters and inputs by rule (SPEC section 14): logits, losses,
/// gradients, batch normalisation's statistics and four optimiser steps. Eleven are checked in; where the folder
/// shared/reference/vectors lies beside or above the checkout, all that it holds are taken.
/// </summary>
internal sealed class NumericsTests
{
    private TorchBackend _backend = null!;

    [SetUp]
    public void SetUp() => _backend = Libtorch.CreateBackend();

    [TearDown]
    public void TearDown() => _backend?.Dispose();

    public static IEnumerable<TestCaseData> Cases()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Vectors", "numerics.json");
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string all = Path.Combine(folder, "shared", "reference", "vectors", "numerics.json");
            if (File.Exists(all))
            {
                file = all;
                break;
            }
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        foreach (JsonElement recorded in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            // Where the recorded and the executed shape differ, the reference's tree is inconsistent (Q2): ours would refuse it.
            string recordedShape = recorded.GetProperty("recorded_output_shape").GetRawText();
            if (recordedShape == recorded.GetProperty("actual_output_shape").GetRawText())
                yield return new TestCaseData(recorded.Clone()).SetArgDisplayNames(recorded.GetProperty("name").GetString()!);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void A_recorded_network_gives_the_recorded_numbers(JsonElement recorded)
    {
        long[] batchShape = [.. recorded.GetProperty("input_shape").EnumerateArray().Select(size => size.GetInt64())];
        ComputationGraph graph = Notation.Network(recorded.GetProperty("s").GetString()!, new TensorShape(batchShape.AsSpan(1)), classes: 10);
        GraphProgram program = GraphProgram.Compile(graph);
        Tensor input = _backend.FromValues(ByRule(5003, batchShape.Aggregate((a, b) => a * b), 1), batchShape);
        Tensor labels = _backend.FromLabels([0, 1, 2, 3]);

        using (Assert.EnterMultipleScope())
        {
            CheckPass(Create(program), ForwardMode.Inference, recorded.GetProperty("eval"), input, labels);
            GraphNetwork trained = Create(program);
            JsonElement train = recorded.GetProperty("train");
            CheckPass(trained, ForwardMode.Training, train, input, labels);
            CheckStatistics(program, trained, train);
            CheckSteps(Create(program), recorded.GetProperty("sgd_lr0.04_m0.9_wd3e-4"), input, labels);
        }
    }

    private void CheckPass(GraphNetwork network, ForwardMode mode, JsonElement expected, Tensor input, Tensor labels)
    {
        Tensor logits = network.Forward(input, mode), loss = _backend.CrossEntropy(logits, labels);
        _backend.Backward(loss);
        float[] answers = new float[40];
        _backend.Read(logits, answers);
        float[][] gradients = [.. network.Trained.Select(parameter => Read(_backend.Gradient(parameter)))];
        double[] norms = [.. gradients.Select(gradient => Math.Sqrt(gradient.Sum(g => (double)g * g)))];
        double[] expectedNorms = Doubles(expected.GetProperty("grad_norm_per_tensor"));
        double total = expected.GetProperty("grad_norm").GetDouble();
        Assert.That(answers, Is.EqualTo(expected.GetProperty("logits").EnumerateArray().SelectMany(Doubles)).Within(1e-4), "logits");
        Assert.That(Read(loss)[0], Is.EqualTo(expected.GetProperty("loss").GetDouble()).Within(1e-4), "loss");
        Assert.That(Math.Sqrt(norms.Sum(norm => norm * norm)), Is.EqualTo(total).Within(0.1).Percent, "gradient norm");
        Assert.That(norms, Is.EqualTo(expectedNorms).Within(1e-3 * total), "gradient norm per tensor");
        Assert.That(
            gradients.Select(gradient => (double)gradient[0]),
            Is.EqualTo(Doubles(expected.GetProperty("grad_first_element_per_tensor"))).Within(1e-3 * total), "first gradients");
    }

    private void CheckStatistics(GraphProgram program, GraphNetwork network, JsonElement expected)
    {
        if (!expected.TryGetProperty("batchnorm_running_mean_l2", out JsonElement means))
            return;
        Assert.That(Of(ParameterRole.RunningMean).Select(m => Math.Sqrt(m.Sum(v => (double)v * v))), Is.EqualTo(Doubles(means)).Within(1e-4));
        Assert.That(
            Of(ParameterRole.RunningVariance).Select(v => v.Sum(x => (double)x)),
            Is.EqualTo(Doubles(expected.GetProperty("batchnorm_running_var_sum"))).Within(0.01).Percent);

        IEnumerable<float[]> Of(ParameterRole role) =>
            network.Parameters.Where((_, i) => program.Parameters[i].Spec.Role == role).Select(Read);
    }

    private void CheckSteps(GraphNetwork network, JsonElement expected, Tensor input, Tensor labels)
    {
        Tensor[] velocities = [.. network.Trained.Select(parameter => _backend.Zeros(_backend.Shape(parameter)))];
        List<double> losses = [];
        for (int step = 0; step < 4; step++)
        {
            Tensor loss = _backend.CrossEntropy(network.Forward(input, ForwardMode.Training), labels);
            losses.Add(Read(loss)[0]);
            _backend.Backward(loss);
            _backend.SgdStep(network.Trained, velocities, 0.04, 0.9, 3e-4);
        }

        Tensor last = _backend.CrossEntropy(network.Forward(input, ForwardMode.Inference), labels);
        Assert.That(losses, Is.EqualTo(Doubles(expected.GetProperty("train_losses_before_steps_0..3"))).Within(1e-4), "losses of four steps");
        Assert.That(Read(last)[0], Is.EqualTo(expected.GetProperty("eval_loss_after_4_steps").GetDouble()).Within(1e-4), "loss after four steps");
    }

    private GraphNetwork Create(GraphProgram program)
    {
        GraphNetwork network = new(_backend, program, seed: 0);
        int k = 0;
        for (int i = 0; i < program.Parameters.Count; i++)
        {
            ParameterSpec spec = program.Parameters[i].Spec;
            if (!spec.IsTrained)
                continue;
            long count = spec.Sizes.Aggregate((a, b) => a * b);
            _backend.Write(network.Parameters[i], spec.Role switch
            {
                ParameterRole.Weight => ByRule(k, count, 1.5 / Math.Sqrt((double)count / spec.Sizes[0])),
                ParameterRole.Scale => ByRule(k, count, 0.25, 1),
                ParameterRole.Value => ByRule(k, count, 0.5),
                _ => ByRule(k, count, 0.1),
            });
            k++;
        }

        return network;
    }

    private static float[] ByRule(long k, long count, double factor, double offset = 0) =>
        [.. Enumerable.Range(1, (int)count).Select(i => (float)(offset + (factor * ((2 * Hash(i, k) / 10006.0) - 1))))];

    private static long Hash(long i, long k) => ((31 * i * i) + (7919 * i) + (104729 * (k % 10007))) % 10007;

    private float[] Read(Tensor tensor)
    {
        float[] values = new float[_backend.Shape(tensor).Aggregate(1L, (a, b) => a * b)];
        _backend.Read(tensor, values);
        return values;
    }

    private static double[] Doubles(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetDouble())];
}
