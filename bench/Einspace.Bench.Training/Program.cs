// Training steps of ours against plain PyTorch, in turns in one run, with the same libtorch, threads and sgemm.
//   dotnet run -c Release --project bench/Einspace.Bench.Training -- [--rounds N] [--threads N] [--python PATH] [NETWORK...]
// The peer's sgemm is ours: our shim is preloaded into it. EINSPACE_BLAS=system holds for both.
using System.Globalization;
using Einspace.Bench.Training;
using Einspace.Torch;

int rounds = 9, threads = 1;
string python = "/usr/bin/python3";
List<string> chosen = [];
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--rounds": rounds = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--threads": threads = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--python": python = args[++i]; break;
        default: chosen.Add(args[i]); break;
    }
}

string shim = await ShimBuild.EnsureAsync();
Shim.Load(shim);
Shim.Check(Shim.KeepMemory());
foreach ((string key, string value) in TorchBackend.LibraryFacts())
    Console.WriteLine($"{key}: {value}");
Console.WriteLine($"threads: {threads}; milliseconds per step, medians of {rounds} rounds; ratios are medians of the rounds' ratios\n");
Console.WriteLine("network       parameters batch |  ours ms   peer ms  ratio |  ours CPU  peer CPU  ratio |  goal");

using PeerTraining peer = new(python, shim, threads);
foreach (TimedNetwork network in TimedNetwork.All.Where(network => chosen.Count == 0 || chosen.Contains(network.Name)))
{
    using OurTraining ours = new(network, threads);
    if (ours.Parameters != peer.Parameters(network))
        throw new InvalidOperationException($"{network.Name}: {ours.Parameters} parameters of ours, {peer.Parameters(network)} of the peer's: not the same network.");
    ours.Time(network.Steps);
    peer.Time(network, network.Steps);
    var times = Enumerable.Range(0, rounds).Select(_ => (Ours: ours.Time(network.Steps), Peer: peer.Time(network, network.Steps))).ToArray();
    string Compare(Func<Timing, double> of) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Median(times.Select(t => of(t.Ours))),9:F3} {Median(times.Select(t => of(t.Peer))),9:F3} {Median(times.Select(t => of(t.Ours) / of(t.Peer))),6:F2}");
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{network.Name,-12} {ours.Parameters,11} {network.Batch,5} |{Compare(t => t.Wall)} |{Compare(t => t.Cpu)} | ≤ {network.Goal:0.##}"));
}

static double Median(IEnumerable<double> values) => values.Order().ToArray()[values.Count() / 2];
