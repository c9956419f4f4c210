using System.Globalization;
using Einspace.Bench.Strategies;
using Einspace.Grammar;
using Einspace.Sdk.Data;
using Einspace.Sdk.Search;
using Einspace.Sdk.Testing;

// Strategies beside random search at equal budget, on landscapes of the synthetic evaluator, in memory:
//   dotnet run -c Release --project bench/Einspace.Bench.Strategies -- [--grammar toy|einspace] [--trials 200] [--landscapes 30]
//       [--first 0] [--jobs 1] [--noise 0] [--failures 0] [--curve 50,100,200] [STRATEGY[:option=value,…]]…
// Times are those of proposals, in milliseconds: their mean, that of the last tenth of them, and the longest.
// What a proposal takes after a history of so many samples:
//   dotnet run -c Release --project bench/Einspace.Bench.Strategies -- --history 10000 [--grammar toy|einspace] [STRATEGY…]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Dictionary<string, string> settings = new()
{
    ["grammar"] = "toy", ["trials"] = "200", ["landscapes"] = "30", ["first"] = "0", ["jobs"] = "1", ["noise"] = "0", ["failures"] = "0", ["curve"] = "",
    ["history"] = "0",
};
List<string> names = [];
for (int i = 0; i < args.Length; i++)
{
    if (args[i].StartsWith("--", StringComparison.Ordinal))
        settings[args[i][2..]] = args[++i];
    else
        names.Add(args[i]);
}

int trials = int.Parse(settings["trials"]), jobs = int.Parse(settings["jobs"]);
double noise = double.Parse(settings["noise"]), failures = double.Parse(settings["failures"]);
ulong[] landscapes = [.. Enumerable.Range(int.Parse(settings["first"]), int.Parse(settings["landscapes"])).Select(n => (ulong)n)];
Func<SearchSpace> space = settings["grammar"] == "toy" ? Toy : Einspace;
StrategyUnderTest[] strategies = [.. (names.Count > 0 ? names : StrategyUnderTest.Names).Where(name => name != "random").Prepend("random").Select(StrategyUnderTest.Parse)];

if (int.Parse(settings["history"]) is > 0 and var history)
{
    ProposingTime time = new(space(), history);
    Console.WriteLine($"{settings["grammar"]} grammar, after {history} trials; milliseconds of the processor for a proposal");
    Console.WriteLine($"{"",-44} {"mean",8} {"median",8} {"slowest",8}");
    foreach (StrategyUnderTest strategy in strategies)
    {
        double[] times = time.Of(strategy);
        Console.WriteLine($"{strategy.Name,-44} {times.Average(),8:0.00} {times[times.Length / 2],8:0.00} {times[^1],8:0.0}");
    }

    return;
}

Console.WriteLine($"{settings["grammar"]} grammar, {trials} trials, {jobs} at a time, landscapes {landscapes[0]} to {landscapes[^1]}, noise {noise}, failures {failures:P0}");
Console.WriteLine($"{"",-44} {"best",6} {"A12",5} {"wins",6} {"late mean",9} {"A12",5} {"front",6} {"A12",5} {"ms each",8} {"late",8} {"slowest",8}");
int[] curve = [.. settings["curve"].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
Outcome[] random = [];
foreach (StrategyUnderTest strategy in strategies)
{
    Outcome[] outcomes = [.. landscapes.Select(landscape => new InMemoryStudy(space(), trials, jobs, landscape, noise, failures).Run(strategy))];
    if (random.Length == 0)
        random = outcomes;
    Console.WriteLine(
        $"{strategy.Name,-44} {outcomes.Average(o => o.Best),6:0.000} {A12(outcomes, random, o => o.Best),5:0.00} "
        + $"{outcomes.Zip(random).Count(pair => pair.First.Best > pair.Second.Best),3}/{landscapes.Length} "
        + $"{outcomes.Average(o => o.LateMean),9:0.000} {A12(outcomes, random, o => o.LateMean),5:0.00} "
        + $"{outcomes.Average(o => o.Front),6:0.000} {A12(outcomes, random, o => o.Front),5:0.00} "
        + $"{outcomes.Average(o => o.Milliseconds.Average()),8:0.00} {outcomes.Average(o => o.LateMilliseconds),8:0.00} {outcomes.Max(o => o.Milliseconds.Max()),8:0.0}"
        + string.Concat(curve.Select(reached => $"  best of {reached} {outcomes.Average(o => o.BestOf(reached)):0.000}")));
}

// The chance that one of the first is larger than one of the second, ties by half (Vargha and Delaney 2000).
static double A12(Outcome[] first, Outcome[] second, Func<Outcome, double> value) => (
    from a in first
    from b in second
    select value(a) > value(b) ? 1.0 : value(a) == value(b) ? 0.5 : 0.0).Average();

static SearchSpace Toy() => new(ToyGrammar.Endless, ToyGrammar.Task, new Limits());

static SearchSpace Einspace()
{
    TaskSpec task = new("bench", new Einspace.Sdk.Graphs.TensorShape(3, 28, 28), InputMode.Image, classes: 20);
    Limits limits = new() { MaxParameters = 10_000_000, MaxMultiplyAdds = 20_000_000, MaxActivationMemory = 2 << 20 };
    return new SearchSpace(new EinspaceFactory().Create((object)new EinspaceOptions(), task), task, limits);
}
