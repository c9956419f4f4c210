using Einspace.Sdk;
using Einspace.Torch;

namespace Einspace.Training.Tests;

/// <summary>The machine's libtorch; tests that need it are skipped with a sentence where it cannot be linked.</summary>
internal static class Libtorch
{
    private static readonly Lazy<string?> Obstacle = new(() =>
    {
        try
        {
            Shim.Load(ShimBuild.EnsureAsync().GetAwaiter().GetResult());
            Shim.Check(Shim.KeepMemory());
            return null;
        }
        catch (InputException exception)
        {
            return exception.Message;
        }
    });

    public static void Require()
    {
        if (Obstacle.Value is { } obstacle)
            Assert.Ignore($"Needs libtorch. {obstacle}");
    }

    public static TorchBackend CreateBackend()
    {
        Require();
        return new TorchBackend { Threads = 1 };
    }
}
