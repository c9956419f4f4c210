using System.Diagnostics;
using Einspace.Grammar;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

int n = args.Length > 0 ? int.Parse(args[0]) : 20000;
int limit = args.Length > 1 ? int.Parse(args[1]) : 100;
bool reference = args.Length > 2 && args[2] == "ref";
var grammar = EinspaceGrammar.Build(new TensorShape(3, 28, 28), new EinspaceOptions { DepthLimit = limit }, reference ? EinspaceLaw.Reference : EinspaceLaw.Corrected);
for (ulong i = 0; i < 3000; i++)
    grammar.Sample(RandomStream.Derive(i, "warm"));
double[] times = new double[n];
double[] draws = new double[n];
double[] nodes = new double[n];
for (int i = 0; i < n; i++)
{
    RandomStream r = RandomStream.Derive((ulong)i, "bench");
    long t = Stopwatch.GetTimestamp();
    var s = grammar.Sample(r);
    times[i] = Stopwatch.GetElapsedTime(t).TotalMicroseconds;
    draws[i] = s.Draws;
    nodes[i] = s.Architecture.UniqueNodes;
}
foreach (var (name, v) in new[] { ("µs", times), ("draws", draws), ("unique", nodes) })
{
    double mean = v.Average();
    Array.Sort(v);
    Console.WriteLine($"{name,8} q5 {v[n / 20]:g4} q10 {v[n / 10]:g4} q25 {v[n / 4]:g5} q50 {v[n / 2]:g5} q75 {v[n * 3 / 4]:g5} q90 {v[n * 9 / 10]:g6} q95 {v[n * 95 / 100]:g6} q99 {v[n * 99 / 100]:g6} max {v[n - 1]:g7} mean {mean:g6}");
}
Console.WriteLine($"ns per draw {1000 * times.Sum() / draws.Sum():f1}  peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
