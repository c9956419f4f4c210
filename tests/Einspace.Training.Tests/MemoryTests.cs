using System.Globalization;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.Torch;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Training.Tests;

/// <summary>Memory is given back: over the steps of one training, and over networks trained one after another.</summary>
[NonParallelizable]
internal sealed class MemoryTests
{
    private const string Block =
        "branch(clone_tensor2, seq(route(im2col3k1s1p, comp(linear32), col2im), seq(comp(norm), comp(leakyrelu))), comp(linear16), cat_tensors1d2t)";

    private TorchBackend _backend = null!;

    [SetUp]
    public void SetUp() => _backend = Libtorch.CreateBackend();

    [TearDown]
    public void TearDown() => _backend?.Dispose();

    [Test]
    public void Five_hundred_steps_take_no_more_memory_than_fifty()
    {
        using IDisposable scope = _backend.Scope();
        (Action step, GraphNetwork _) = Prepare(channels: 16, batch: 4); // one value leaked a step would be 30 MB
        Repeat(50, step);
        (double memory, long tensors) = (ResidentMegabytes(), Shim.Live());
        Repeat(450, step);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Shim.Live(), Is.EqualTo(tensors));
            Assert.That(ResidentMegabytes(), Is.LessThan(memory + 10), "MB resident");
        }
    }

    [Test]
    [Category("Slow")]
    public void Two_hundred_networks_one_after_another_reach_a_plateau()
    {
        long tensors = Shim.Live();
        double plateau = 0;
        for (int network = 0; network < 200; network++)
        {
            using (_backend.Scope())
                Repeat(3, Prepare(channels: 16 << (network % 4), batch: 16 << (network % 3)).Step);
            if (network == 60)
                plateau = ResidentMegabytes();
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Shim.Live(), Is.EqualTo(tensors));
            Assert.That(ResidentMegabytes(), Is.LessThan((1.1 * plateau) + 10), "MB resident");
        }
    }

    [Test]
    public void A_forward_pass_frees_every_value_at_its_last_use()
    {
        using IDisposable scope = _backend.Scope();
        (Action _, GraphNetwork network) = Prepare(channels: 32, batch: 2);
        using (_backend.WithoutGradients())
        {
            Tensor input = _backend.Zeros(2, 3, 16, 16);
            int before = _backend.LiveTensors;
            network.Forward(input, ForwardMode.Inference);
            Assert.That(_backend.LiveTensors, Is.EqualTo(before + 1), "the output, and nothing else");
        }
    }

    private (Action Step, GraphNetwork Network) Prepare(int channels, int batch)
    {
        TensorShape shape = new(3, 16, 16);
        ComputationGraph graph = Notation.Network($"seq(route(im2col3k1s1p, comp(linear{channels}), col2im), seq({Block}, {Block}))", new TaskSpec("made-up", shape, InputMode.Image, classes: 10));
        GraphNetwork network = new(_backend, GraphProgram.Compile(graph), seed: 1);
        Tensor[] velocities = [.. network.Trained.Select(parameter => _backend.Zeros(_backend.Shape(parameter)))];
        float[] images = new float[batch * (int)shape.Elements];
        long[] labels = [.. Enumerable.Range(0, batch).Select(i => (long)i % 10)];
        return (Step, network);

        void Step()
        {
            using IDisposable scope = _backend.Scope();
            Tensor logits = network.Forward(_backend.FromValues(images, batch, 3, 16, 16), ForwardMode.Training);
            _backend.Backward(_backend.CrossEntropy(logits, _backend.FromLabels(labels)));
            _backend.SgdStep(network.Trained, velocities, 0.01, 0.9, 3e-4);
        }
    }

    private static void Repeat(int times, Action step)
    {
        for (int i = 0; i < times; i++)
            step();
    }

    private static double ResidentMegabytes()
    {
        string resident = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(resident["VmRSS:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
    }
}
