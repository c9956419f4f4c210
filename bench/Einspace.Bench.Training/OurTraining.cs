using System.Diagnostics;
using Einspace.Sdk;
using Einspace.Torch;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Bench.Training;

/// <summary>Training steps of one network by our interpreter, as the trainer takes them.</summary>
internal sealed class OurTraining : IDisposable
{
    private readonly TorchBackend _backend;
    private readonly GraphNetwork _network;
    private readonly Tensor[] _velocities;
    private readonly float[] _images;
    private readonly long[] _labels;

    public OurTraining(TimedNetwork network, int threads)
    {
        _backend = new TorchBackend { Threads = threads };
        GraphProgram program = GraphProgram.Compile(network.Graph);
        Parameters = program.Parameters.Where(parameter => parameter.Spec.IsTrained).Sum(parameter => (long)parameter.Spec.Elements);
        _network = new GraphNetwork(_backend, program, seed: 0);
        _velocities = [.. _network.Trained.Select(parameter => _backend.Zeros(_backend.Shape(parameter)))];
        RandomStream random = RandomStream.Derive(0, "images");
        _images = [.. Enumerable.Range(0, network.Batch * (int)TimedNetwork.Input.Elements).Select(_ => (float)random.NextNormal())];
        _labels = [.. Enumerable.Range(0, network.Batch).Select(i => i % 20L)];
    }

    public long Parameters { get; }

    public Timing Time(int steps)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < steps; i++)
            Step();
        return new Timing(Stopwatch.GetElapsedTime(start).TotalMilliseconds / steps, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / steps);
    }

    public void Dispose() => _backend.Dispose();

    private void Step()
    {
        using IDisposable scope = _backend.Scope();
        Tensor input = _backend.FromValues(_images, [_labels.Length, .. TimedNetwork.Input.Sizes]);
        Tensor logits = _network.Forward(input, ForwardMode.Training);
        Tensor loss = _backend.CrossEntropy(logits, _backend.FromLabels(_labels));
        _backend.Read(loss, new float[1]);
        _backend.Release(logits);
        _backend.Backward(loss);
        _backend.SgdStep(_network.Trained, _velocities, 0.001, 0.9, 3e-4);
    }
}
