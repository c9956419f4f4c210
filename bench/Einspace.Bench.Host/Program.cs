using System.Diagnostics;
using System.Globalization;
using Einspace.Bench.Host;
using Einspace.Host.Configuration;
using Einspace.Host.Plugins;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Configuration;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

// What the host costs: dotnet run -c Release --project bench/Einspace.Bench.Host [-- TRIALS [TRIALS OF THE LARGE STUDY]]
// What more plugins cost a start of the command, goal under 0.6 s for 20: ... [-- plugins]
// Goals: under 2 ms a trial plus the disk's fsync; a study of 100,000 trials opens in under 5 s.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["plugins"])
{
    DirectoryInfo folder = Directory.CreateTempSubdirectory("einspace-bench-");
    StartUp.Measure(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../..")), folder.FullName);
    folder.Delete(recursive: true);
    return;
}

int trials = args.Length > 0 ? int.Parse(args[0]) : 2000;
int large = args.Length > 1 ? int.Parse(args[1]) : 100_000;
DirectoryInfo temporary = Directory.CreateTempSubdirectory("einspace-bench-");
try
{
    string plugins = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../app/plugins"));
    PluginCatalog catalog = PluginCatalog.Load(PluginSource.In(plugins));
    ResolvedStudy study = await ResolvedStudy.CreateAsync(
        StudyConfiguration.Read(OptionYaml.Read($"{{strategy: random, evaluator: synthetic, max-parameters: 2M, epochs: 1, no-final: true, trials: {trials}, task: {{train: 60, validation: 20, test: 20}}}}", "bench")),
        catalog, null, CancellationToken.None);
    Console.WriteLine($"disk: fsync of a {Fsync.RecordBytes}-byte append takes {Fsync.Median(temporary.FullName):0.000} ms in the median");
    await RunAsync(study, "warm-up", 200);
    await RunAsync(study, "study", trials);
    Open(study);
}
finally
{
    temporary.Delete(recursive: true);
}

async Task RunAsync(ResolvedStudy study, string name, int budget)
{
    StudyFolder folder = new(Path.Combine(temporary.FullName, name));
    Directory.CreateDirectory(folder.Path);
    StudyState state = new();
    TimedStrategy strategy = new(study.CreatePlan(folder, state).Strategy);
    StudyPlan plan = study.CreatePlan(folder, state) with { Strategy = strategy, Trials = budget };
    TimeSpan realising = TimeSpan.Zero;
    Func<Architecture, Network> realise = plan.Realise;
    plan = plan with
    {
        Realise = architecture =>
        {
            long start = Stopwatch.GetTimestamp();
            Network network = realise(architecture);
            realising += Stopwatch.GetElapsedTime(start);
            return network;
        },
    };
    using JournalWriter journal = new(folder.Journal, folder.ReadJournal(), TimeProvider.System);
    await using IExecutor executor = study.CreateExecutor(folder);
    long begin = Stopwatch.GetTimestamp();
    await new StudyRunner(plan, journal, state, executor, new Blind(), TimeProvider.System).RunAsync([], CancellationToken.None);
    TimeSpan total = Stopwatch.GetElapsedTime(begin);
    int made = state.Trials.Count;
    double each = total.TotalMilliseconds / made, disk = journal.CommitTime.TotalMilliseconds / made, search = strategy.Time.TotalMilliseconds / made;
    if (name != "warm-up")
    {
        Console.WriteLine($"{made} trials on 'synthetic', one at a time: {each:0.000} ms each");
        Console.WriteLine($"  of it writing and fsync {disk:0.000} ms, the strategy's sampling {search:0.000} ms, lowering once more {realising.TotalMilliseconds / made:0.000} ms");
        Console.WriteLine($"  the host and the landscape: {each - disk - search:0.000} ms (goal: under 2)");
    }
}

void Open(ResolvedStudy study)
{
    // A large study made of the small one's records, numbers and networks changed.
    JournalContent small = new StudyFolder(Path.Combine(temporary.FullName, "study")).ReadJournal();
    StudyFolder folder = new(Path.Combine(temporary.FullName, "large"));
    Directory.CreateDirectory(folder.Path);
    using (JournalWriter writer = new(folder.Journal, new JournalContent([], 0, 0), TimeProvider.System))
    {
        writer.Append(small.Records[0]);
        ILookup<int, JournalRecord> byTrial = small.Records.Where(record => TrialOf(record) >= 0).ToLookup(TrialOf);
        for (int trial = 0; trial < large; trial++)
        {
            foreach (JournalRecord record in byTrial[trial % byTrial.Count])
                writer.Append(Renumber(record, trial));
            if (trial % 1000 == 0)
                writer.Commit();
        }

        writer.Commit();
    }

    long begin = Stopwatch.GetTimestamp();
    JournalContent content = folder.ReadJournal();
    TimeSpan read = Stopwatch.GetElapsedTime(begin);
    StudyState state = folder.Fold(content.Records);
    TimeSpan folded = Stopwatch.GetElapsedTime(begin);
    StudyPlan plan = study.CreatePlan(folder, state) with { Trials = large };
    using JournalWriter journal = new(folder.Journal, content, TimeProvider.System);
    StudyRunner runner = new(plan, journal, state, new NoExecutor(), new Blind(), TimeProvider.System);
    runner.RunAsync(content.Records, CancellationToken.None).GetAwaiter().GetResult();
    TimeSpan resumed = Stopwatch.GetElapsedTime(begin);
    Console.WriteLine(
        $"a study of {large} trials ({content.Records.Length} records, {content.Length / 1e6:0} MB) opens in {folded.TotalSeconds:0.00} s "
        + $"(reading {read.TotalSeconds:0.00} s), and its strategy has taken it in after {resumed.TotalSeconds:0.00} s (goal: under 5)");
}

static int TrialOf(JournalRecord record) => record switch
{
    JournalRecord.Proposed r => r.Trial,
    JournalRecord.Dispatched r => r.Trial,
    JournalRecord.Reported r => r.Trial,
    JournalRecord.Finished r => r.Trial,
    _ => -1,
};

static JournalRecord Renumber(JournalRecord record, int trial) => record switch
{
    JournalRecord.Proposed r => r with { Trial = trial, GraphHash = $"{r.GraphHash}{trial}" },
    JournalRecord.Dispatched r => r with { Trial = trial },
    JournalRecord.Reported r => r with { Trial = trial },
    JournalRecord.Finished r => r with { Trial = trial },
    _ => record,
};

internal static class Fsync
{
    public const int RecordBytes = 600;

    public static double Median(string folder)
    {
        using FileStream file = new(Path.Combine(folder, "fsync"), FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        byte[] record = new byte[RecordBytes];
        List<double> times = [];
        for (int i = 0; i < 200; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            file.Write(record);
            file.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }
}

internal sealed class TimedStrategy(ISearchStrategy inner) : ISearchStrategy
{
    public TimeSpan Time { get; private set; }

    public ProposalOutcome Propose(ProposalContext context, CancellationToken cancellation)
    {
        long begin = Stopwatch.GetTimestamp();
        ProposalOutcome outcome = inner.Propose(context, cancellation);
        Time += Stopwatch.GetElapsedTime(begin);
        return outcome;
    }

    public void Apply(StudyEvent e) => inner.Apply(e);
}

internal sealed class Blind : IStudyObserver
{
    public void Observe(JournalRecord record, StudyState state)
    {
    }
}

internal sealed class NoExecutor : IExecutor
{
    public int Slots => 1;

    public IExecution Start(EvaluationRequest request, IEvaluationReporter reporter) => throw new InvalidOperationException("Nothing is left to evaluate.");

    public IExecution? Attach(EvaluationRequest request, IEvaluationReporter reporter) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
