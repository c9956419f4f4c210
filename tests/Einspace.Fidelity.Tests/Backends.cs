using System.Runtime.InteropServices;
using Einspace.Torch;
using Einspace.Training.Backends;
using Einspace.Training.Tests;

namespace Einspace.Fidelity.Tests;

/// <summary>The tensor backends that this machine has: libtorch on the processor, and on each CUDA device that it sees.</summary>
internal static class Backends
{
    private const string WithoutTensorFloat = "NVIDIA_TF32_OVERRIDE";

    /// <summary>Runs a check on each; skips it with a sentence where there is none.</summary>
    public static void Each(Action<ITensorBackend> check)
    {
        // Convolutions on CUDA round their inputs to ten bits unless the driver's libraries are told otherwise before they are loaded.
        SetVariable(WithoutTensorFloat, "0", overwrite: 1);
        Libtorch.Require();
        string[] devices = ["cpu", .. Enumerable.Range(0, (int)Shim.CudaDevices()).Select(number => $"cuda:{number}")];
        foreach (string device in devices)
        {
            using TorchBackend backend = new(device) { Threads = 1 };
            check(backend);
        }
    }

    // .NET's own way does not reach native code.
    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetVariable(string name, string value, int overwrite);

    /// <summary>All elements of a tensor.</summary>
    public static float[] Read(this ITensorBackend backend, Tensor tensor)
    {
        float[] values = new float[backend.Shape(tensor).Aggregate(1L, (a, b) => a * b)];
        backend.Read(tensor, values);
        return values;
    }
}
