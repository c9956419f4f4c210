using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Einspace.Fidelity.Tests.Training;

/// <summary>What peer.py is asked to train, and its answer.</summary>
internal sealed record PeerJob
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> HasPyTorch = new(() => File.Exists(Python) && Start("-c", "import torch").Code == 0);

    public required string Network { get; init; }

    public required ImmutableArray<long> Input { get; init; }

    public required int Classes { get; init; }

    public required double Rate { get; init; }

    public required double Momentum { get; init; }

    public required double Decay { get; init; }

    /// <summary>By epoch, the batches; by batch, the numbers of its examples.</summary>
    public required int[][][] Epochs { get; init; }

    /// <summary>By name, what is done otherwise than the job says.</summary>
    public required IReadOnlyDictionary<string, Dictionary<string, double>> Variants { get; init; }

    /// <summary>Skips the test with a sentence where there is no PyTorch.</summary>
    public static void RequirePyTorch()
    {
        if (!HasPyTorch.Value)
            Assert.Ignore($"Needs PyTorch as a peer: {Python} cannot import torch; Debian has it in python3-torch.");
    }

    /// <summary>Trains every variant.</summary>
    /// <param name="folder">A folder of its own, for the files.</param>
    /// <param name="weights">All parameters, in the order of execution.</param>
    /// <param name="train">Training examples and labels.</param>
    /// <param name="validation">Validation examples and labels.</param>
    public IReadOnlyDictionary<string, PeerLosses> Run(
        string folder, float[] weights, (float[] Examples, long[] Labels) train, (float[] Examples, long[] Labels) validation)
    {
        JsonSerializerOptions names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        File.WriteAllText(Path.Combine(folder, "job.json"), JsonSerializer.Serialize(this, names));
        Write<float>("weights.f32", weights);
        Write<float>("train-x.f32", train.Examples);
        Write<long>("train-y.i64", train.Labels);
        Write<float>("validation-x.f32", validation.Examples);
        Write<long>("validation-y.i64", validation.Labels);
        (int code, string output, string errors) = Start(Path.Combine(AppContext.BaseDirectory, "Training", "peer.py"), folder);
        Assert.That(code, Is.Zero, errors);
        return JsonSerializer.Deserialize<Dictionary<string, PeerLosses>>(output, names)!;

        void Write<T>(string name, T[] values)
            where T : unmanaged => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes<T>(values));
    }

    private static (int Code, string Output, string Errors) Start(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
