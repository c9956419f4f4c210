using System.Diagnostics;
using Einspace.Grammar;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Bench.Sampling;

/// <summary>Times <see cref="Sdk.Grammars.Grammar.Sample"/>.</summary>
internal static class Engine
{
    private const int WarmUp = 3000;

    public static Measurement Measure(EinspaceOptions options, int samples)
    {
        Sdk.Grammars.Grammar grammar = EinspaceGrammar.Build(new TensorShape(3, 28, 28), options);
        for (int i = 0; i < WarmUp; i++)
            grammar.Sample(RandomStream.Derive(0, "warm-up", (ulong)i));

        double[] times = new double[samples];
        double[] draws = new double[samples];
        long allocated = 0;
        TimeSpan processor = Environment.CpuUsage.UserTime;
        for (int i = 0; i < samples; i++)
        {
            RandomStream random = RandomStream.Derive(0, "bench", (ulong)i);
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            SampledArchitecture sample = grammar.Sample(random);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            draws[i] = sample.Draws;
        }

        processor = Environment.CpuUsage.UserTime - processor;
        Array.Sort(times);
        Array.Sort(draws);
        return new Measurement(times, draws, processor.TotalSeconds, allocated / (double)samples);
    }
}
