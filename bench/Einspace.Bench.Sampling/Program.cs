// Sampling at [3,28,28] on one core: time, draws, allocation and memory, beside a plain C++ program over attributes alone, compiled
// and run in turns in the same run. Usage: dotnet run -c Release --project bench/Einspace.Bench.Sampling [SAMPLES]
using System.Diagnostics;
using Einspace.Bench.Sampling;
using Einspace.Grammar;

int samples = args.Length > 0 ? int.Parse(args[0]) : 20_000;
(string Name, EinspaceOptions Options)[] settings =
[
    ("Q2 and Q8 as in the reference, depth limit 100", new() { DepthLimit = 100, MatchCatArity = false, KeepBranchingFactor = false }),
    ("corrected, depth limit 100", new() { DepthLimit = 100 }),
    ("corrected, depth limit 30 (default)", new()),
];
Peer? peer = Peer.Compile();
if (peer is null)
    Console.WriteLine("The peer is left out: g++ is not here, or did not compile bench/sampling-peer/peer.cpp.");

foreach ((string name, EinspaceOptions options) in settings)
{
    Console.WriteLine($"\n{name}, {samples} samples");
    Measurement ours = Engine.Measure(options, samples);
    Measurement? theirs = peer?.Measure(options, samples);
    Console.WriteLine($"{"",-22}{"5 %",10}{"25 %",10}{"median",10}{"75 %",10}{"90 %",10}{"95 %",10}{"99 %",10}{"mean",10}");
    Print("draws", ours.Draws);
    Print("µs", ours.Microseconds);
    Console.WriteLine($"processor: {ours.MeanMicroseconds:F1} µs per sample, {ours.NanosecondsPerDraw:F1} ns per draw; allocated {ours.BytesPerSample:N0} B per sample");
    if (theirs is not null)
    {
        Print("C++ draws", theirs.Draws);
        Print("C++ µs", theirs.Microseconds);
        Console.WriteLine($"processor: {theirs.MeanMicroseconds:F1} µs per sample, {theirs.NanosecondsPerDraw:F1} ns per draw");
        Console.WriteLine($"ours / C++: {ours.NanosecondsPerDraw / theirs.NanosecondsPerDraw:F2} per draw, {ours.Median / theirs.Median:F2} in the median");
    }
}

Console.WriteLine($"\npeak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");

static void Print(string name, double[] sorted)
{
    IEnumerable<double> quantiles = new[] { 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99 }.Select(q => sorted[(int)(q * (sorted.Length - 1))]);
    Console.WriteLine($"{name,-22}{string.Concat(quantiles.Append(sorted.Average()).Select(value => $"{value,10:G5}"))}");
}
