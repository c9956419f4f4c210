using System.Diagnostics;
using System.Globalization;

namespace Einspace.Bench.Training;

/// <summary>The same steps in plain PyTorch, in a process of its own that gets the same sgemm by preloading our shim.</summary>
internal sealed class PeerTraining : IDisposable
{
    private readonly Process _process;

    public PeerTraining(string python, string shim, int threads)
    {
        ProcessStartInfo start = new(python, [Path.Combine(AppContext.BaseDirectory, "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["LD_PRELOAD"] = shim;
        start.Environment["EINSPACE_BENCH_THREADS"] = $"{threads}";
        _process = Process.Start(start)!;
    }

    public long Parameters(TimedNetwork network) => long.Parse(Ask(network, "parameters"), CultureInfo.InvariantCulture);

    public Timing Time(TimedNetwork network, int steps)
    {
        double[] seconds = [.. Ask(network, $"{steps}").Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new Timing(1000 * seconds[0] / steps, 1000 * seconds[1] / steps);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(TimedNetwork network, string task)
    {
        _process.StandardInput.WriteLine($"{network.Name} {network.Batch} {task}");
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer ended; its errors are above.");
    }
}
