using Einspace.Torch;
using Einspace.Training.Backends;
using Einspace.Training.Tests;

namespace Einspace.Fidelity.Tests;

/// <summary>The tensor backends that this machine has: libtorch on the processor, and on each CUDA device that it sees.</summary>
internal static class Backends
{
    /// <summary>Runs a check on each; skips it with a sentence where there is none.</summary>
    public static void Each(Action<ITensorBackend> check)
    {
        Libtorch.Require();
        string[] devices = ["cpu", .. Enumerable.Range(0, (int)Shim.CudaDevices()).Select(number => $"cuda:{number}")];
        foreach (string device in devices)
        {
            using TorchBackend backend = new(device) { Threads = 1 };
            check(backend);
        }
    }

    /// <summary>All elements of a tensor.</summary>
    public static float[] Read(this ITensorBackend backend, Tensor tensor)
    {
        float[] values = new float[backend.Shape(tensor).Aggregate(1L, (a, b) => a * b)];
        backend.Read(tensor, values);
        return values;
    }
}
