using System.Collections.Immutable;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Host.Workers;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Search;

namespace Einspace.Host.Tests.Studies;

/// <summary>A study in a temporary folder, of scripted parts, that can be run, cut off and run again.</summary>
internal sealed class StudyBench : IDisposable
{
    private static readonly ComputationGraph Graph = GraphBuilder.Build(new TensorShape(1, 2, 2), (_, input) => input);
    private readonly TemporaryFolder _folder = new();

    public StudyFolder Folder => new(_folder.Path);

    public int Slots { get; init; } = 1;

    public Func<ISearchStrategy> Strategy { get; init; } = () => new ScriptedStrategy();

    public Func<IEvaluator> Evaluator { get; init; } = () => new ScriptedEvaluator();

    public Func<IExecutor, IExecutor> Executor { get; init; } = inner => inner;

    public Func<StudyPlan, StudyPlan> Plan { get; init; } = plan => plan;

    public static Network Realise(Architecture architecture)
    {
        long size = architecture.Root.Arguments[0];
        GraphCosts costs = new((UInt128)size, 10, 20, 1);
        return new Network(architecture, Graph, architecture.Hash, costs, size > 10_000 ? $"{size} parameters, at most 10000 are allowed" : null);
    }

    public async Task<StudyEnding> RunAsync(IStudyObserver? observer = null, CancellationToken cancellation = default)
    {
        JournalContent content = Folder.ReadJournal();
        StudyState state = Folder.Fold(content.Records);
        using JournalWriter journal = new(Folder.Journal, content, TimeProvider.System);
        await using IExecutor executor = Executor(new InProcessExecutor(Slots, Evaluator, TextWriter.Null));
        return await new StudyRunner(CreatePlan(), journal, state, executor, observer ?? new Unobserved(), TimeProvider.System)
            .RunAsync(content.Records, cancellation).WaitAsync(TimeSpan.FromSeconds(60));
    }

    public StudyPlan CreatePlan() => Plan(new StudyPlan
    {
        StrategyName = "scripted",
        Strategy = Strategy(),
        Realise = Realise,
        Opened = new JournalRecord.Opened
        {
            Format = JournalRecord.Opened.CurrentFormat,
            Identity = ImmutableSortedDictionary<string, string>.Empty.Add("seed", "3"),
            Trials = 10,
            Objectives = [new Objective("accuracy", Direction.Maximise)],
            Task = new TaskRecord("none", [1, 2, 2], InputMode.Image, OutputKind.Classification, [2], TaskMetric.Accuracy),
            Plugins = [],
        },
        Seed = 3,
        Trials = 10,
        Attempts = 200,
        Epochs = 2,
        Evaluator = "scripted",
        CheckpointFolder = Folder.Checkpoints,
    });

    public ImmutableArray<JournalRecord> Records() => Folder.ReadJournal().Records;

    public StudyState State() => Folder.Fold(Records());

    public void Dispose() => _folder.Dispose();

    private sealed class Unobserved : IStudyObserver
    {
        public void Observe(JournalRecord record, StudyState state)
        {
        }
    }
}
