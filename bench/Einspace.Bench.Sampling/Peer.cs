using System.Diagnostics;
using System.Globalization;
using Einspace.Grammar;

namespace Einspace.Bench.Sampling;

/// <summary>The C++ program of bench/sampling-peer.</summary>
internal sealed class Peer
{
    private readonly string _program;

    private Peer(string program) => _program = program;

    /// <summary>Compiles the program; null where that is impossible here.</summary>
    public static Peer? Compile()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "peer");
        string source = Path.Combine(AppContext.BaseDirectory, "peer.cpp");
        try
        {
            using Process compiler = Process.Start("g++", ["-O2", "-march=native", "-std=c++17", "-o", program, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? new Peer(program) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public Measurement Measure(EinspaceOptions options, int samples)
    {
        ProcessStartInfo start = new(_program, [$"{samples}", $"{options.DepthLimit}", options.MatchCatArity ? "0" : "1", "1"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        double[][] lines = [.. process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
        process.WaitForExit();
        double[][] each = lines[..^1];
        return new Measurement([.. each.Select(line => line[0] / 1000).Order()], [.. each.Select(line => line[1]).Order()], lines[^1][0], 0);
    }
}
