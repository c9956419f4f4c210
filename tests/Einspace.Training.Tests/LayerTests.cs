using Einspace.Grammar;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.Torch;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Training.Tests;

/// <summary>Layers that the interpreter composes of a backend's operations, against plain loops.</summary>
internal sealed class LayerTests
{
    private const int Batch = 3;

    [SetUp]
    public void SetUp() => Libtorch.Require();

    [TestCase(8, 3, 4)]
    [TestCase(5, 2, 2)]
    [TestCase(3, 1, 1)]
    [TestCase(3, 0, 2)]
    [TestCase(1, 0, 0)]
    public void A_one_dimensional_convolution_is_what_its_loops_say(int kernel, int before, int after)
    {
        const int In = 4, Out = 6, Length = 9;
        Operator.Conv1d conv = new(In, Out, kernel, before, after);
        Run(conv, new TensorShape(In, Length), (x, own, b) =>
        {
            (float[] weight, float[] bias) = (own[0], own[1]);
            int length = Length + before + after - kernel + 1;
            double[] y = new double[Out * length];
            for (int i = 0; i < y.Length; i++)
            {
                (int channel, int at) = (i / length, i % length);
                y[i] = bias[channel];
                for (int c = 0; c < In; c++)
                {
                    for (int k = Math.Max(0, before - at); k < kernel && at + k - before < Length; k++)
                        y[i] += weight[(((channel * In) + c) * kernel) + k] * x[(((b * In) + c) * Length) + at + k - before];
                }
            }

            return y;
        });
    }

    [TestCase(4, 5)]
    [TestCase(1, 1)]
    public void Instance_normalisation_looks_at_one_channel_of_one_example(int height, int width)
    {
        const int Channels = 3;
        int pixels = height * width;
        Run(new Operator.InstanceNorm(Channels), new TensorShape(Channels, height, width), (x, own, b) =>
        {
            IEnumerable<double> y = [];
            for (int c = 0; c < Channels; c++)
            {
                double[] plane = [.. x.Skip(((b * Channels) + c) * pixels).Take(pixels).Select(value => (double)value)];
                double mean = plane.Average();
                double deviation = Math.Sqrt(plane.Average(value => (value - mean) * (value - mean)) + 1e-5);
                (float scale, float shift) = (own[0][c], own[1][c]);
                y = [.. y, .. plane.Select(value => ((value - mean) / deviation * scale) + shift)];
            }

            return [.. y];
        });
    }

    [TestCase("seq(comp(conv1d(8, 1, 3, 32)), seq(comp(leaky-relu), comp(conv1d(5, 1, 2, 64))))", false)]
    [TestCase("seq(comp(norm), route(im2col(4, 4, 0), seq(comp(linear(16)), comp(leaky-relu)), col2im))", true)]
    public void Networks_of_them_train(string text, bool isImage)
    {
        TensorShape input = isImage ? new(3, 8, 8) : new(6, 20);
        TaskSpec task = new("made-up", input, isImage ? InputMode.Image : InputMode.Tokens, classes: 4);
        EinspaceOptions options = new() { Dimensions = isImage ? 2 : 1, ImageNorm = ImageNorm.Instance };
        Sdk.Grammars.Grammar grammar = new EinspaceFactory().Create(options, task);
        using TorchBackend backend = Libtorch.CreateBackend();
        GraphNetwork network = new(
            backend, GraphProgram.Compile(NetworkHead.Attach(grammar.Lower(grammar.Parse(text)), task)), seed: 1);
        Tensor x = backend.FromValues(Numbers(8 * (int)input.Elements, "input"), [8, .. input.Sizes]);
        Tensor labels = backend.FromLabels([0, 1, 2, 3, 0, 1, 2, 3]);
        Tensor[] velocities = [.. network.Trained.Select(parameter => backend.Zeros(backend.Shape(parameter)))];
        List<float> losses = [];
        for (int step = 0; step < 60; step++)
        {
            using IDisposable scope = backend.Scope();
            Tensor loss = backend.CrossEntropy(network.Forward(x, ForwardMode.Training), labels);
            losses.Add(Values(backend, loss)[0]);
            backend.Backward(loss);
            Assert.That(network.Trained.Select(parameter => Values(backend, backend.Gradient(parameter)).Any(g => g != 0)), Is.All.True, $"step {step}");
            backend.SgdStep(network.Trained, velocities, 0.1, 0.9, 0);
        }

        Assert.That(losses[^1], Is.LessThan(0.3 * losses[0]));
    }

    /// <summary>Compares one operator's outputs, and one derivative of every parameter by difference quotients.</summary>
    private static void Run(Operator op, TensorShape shape, Func<float[], float[][], int, double[]> expected)
    {
        using TorchBackend backend = Libtorch.CreateBackend();
        GraphNetwork network = new(
            backend, GraphProgram.Compile(GraphBuilder.Build(shape, (block, input) => block.Apply("0", op, input))), seed: 3);
        float[] x = Numbers(Batch * (int)shape.Elements, "x");
        float[][] own = [.. network.Parameters.Select((parameter, i) => Numbers(Values(backend, parameter).Length, $"parameter {i}"))];
        for (int i = 0; i < own.Length; i++)
            backend.Write(network.Parameters[i], own[i]);
        Tensor y = network.Forward(backend.FromValues(x, [Batch, .. shape.Sizes]), ForwardMode.Training);
        Assert.That(Values(backend, y), Is.EqualTo(Expected()).Within(1e-4));

        // Squares summed: a loss of which every parameter's derivative differs.
        backend.Backward(backend.Mean(backend.Reshape(backend.Multiply(y, y), -1), 0));
        for (int i = 0; i < own.Length; i++)
        {
            const float Step = 1e-2f;
            double old = Loss();
            own[i][0] += Step;
            double above = Loss();
            own[i][0] -= 2 * Step;
            double below = Loss();
            own[i][0] += Step;
            Assert.That(Values(backend, backend.Gradient(network.Parameters[i]))[0], Is.EqualTo((above - below) / (2 * Step)).Within(1e-3 + (1e-3 * old)));
        }

        double[] Expected() => [.. Enumerable.Range(0, Batch).SelectMany(b => expected(x, own, b))];

        double Loss() => Expected().Average(value => value * value);
    }

    private static float[] Values(TorchBackend backend, Tensor tensor)
    {
        float[] values = new float[backend.Shape(tensor).Aggregate(1L, (product, size) => product * size)];
        backend.Read(tensor, values);
        return values;
    }

    private static float[] Numbers(int count, string purpose)
    {
        RandomStream random = RandomStream.Derive(4, purpose);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }
}
