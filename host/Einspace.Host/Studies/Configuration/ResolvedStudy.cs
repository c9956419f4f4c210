using System.Collections.Immutable;
using Einspace.Host.Configuration;
using Einspace.Host.Plugins;
using Einspace.Host.Studies.Journal;
using Einspace.Host.Workers;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies.Configuration;

/// <summary>A configuration whose parts were found, whose options were bound, and whose data are ready.</summary>
internal sealed class ResolvedStudy
{
    private readonly ImmutableArray<Objective> _objectives;
    private readonly ImmutableDictionary<string, Part> _parts;
    private readonly ImmutableDictionary<string, object> _bound;
    private readonly ImmutableDictionary<string, OptionTree.Mapping> _written;
    private readonly PreparedTask _task;
    private readonly string _dataFolder;

    private ResolvedStudy(
        StudyOptions options,
        ImmutableArray<Objective> objectives,
        bool isUsual,
        ImmutableDictionary<string, Part> parts,
        ImmutableDictionary<string, object> bound,
        PreparedTask task,
        string dataFolder)
    {
        Options = options with { Objectives = [.. objectives.Select(StudyObjectives.Write)] };
        _objectives = objectives;
        _parts = parts;
        _bound = bound;
        _written = bound.ToImmutableDictionary(entry => entry.Key, entry => OptionBinder.Write(entry.Value));
        _task = task;
        _dataFolder = dataFolder;
        Tree = StudyConfiguration.Write(Options, _written);
        // To name the evaluator's own objective is to name none.
        Identity = StudyIdentity.Of(isUsual ? Tree.With("objectives", new OptionTree.Sequence([])) : Tree, task.Fingerprint);
    }

    public StudyOptions Options { get; }

    /// <summary>The configuration with every option, given or default.</summary>
    public OptionTree.Mapping Tree { get; }

    public ImmutableSortedDictionary<string, string> Identity { get; }

    /// <summary>The name of the study's folder where none was given.</summary>
    public string DefaultFolderName => $"{Options.Task}-{Options.Strategy}-s{Options.Seed}-{StudyIdentity.Digest(Identity)}";

    /// <summary>How many evaluations run at a time.</summary>
    public int Jobs => Options.Jobs
        ?? (Evaluator.Hosting == EvaluatorHosting.InProcess || Options.Device != "cpu" ? 1 : Math.Max(1, Environment.ProcessorCount / Threads));

    private EvaluatorFactory Evaluator => (EvaluatorFactory)_parts["evaluator"].Factory;

    /// <summary>An evaluator that can use several threads has an option for it.</summary>
    private int Threads => _written["evaluator"]["threads"] is OptionTree.Scalar { Text: { } text } && int.TryParse(text, out int threads) ? threads : 1;

    /// <summary>Finds the parts, binds their options, makes the data and the evaluator's machinery ready.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="catalog">The plugins.</param>
    /// <param name="progress">Told what is being made ready.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="InputException">A part, an option or data are missing or wrong.</exception>
    public static async Task<ResolvedStudy> CreateAsync(
        StudyConfiguration configuration, PluginCatalog catalog, IProgress<ProgressStep>? progress, CancellationToken cancellation)
    {
        StudyOptions options = configuration.Options;
        StudyProfile.RefuseUnknown(options.Profile, catalog);
        var parts = ImmutableDictionary.CreateBuilder<string, Part>();
        parts.Add("task", catalog.Find(PartKind.Dataset, options.Task));
        parts.Add("grammar", catalog.Find(PartKind.Grammar, options.Grammar));
        parts.Add("strategy", catalog.Find(PartKind.Strategy, options.Strategy));
        parts.Add("evaluator", catalog.Find(PartKind.Evaluator, options.Evaluator));
        if (options.Pruner is { } pruner)
        {
            parts.Add("pruner", catalog.Find(PartKind.Pruner, pruner));
            if (options.Replicates > 1)
                throw new InputException($"--replicates is {options.Replicates}, expected none with a pruner: pruners judge one training of a network.");
            RefuseUnprunable(pruner, (PrunerFactory)parts["pruner"].Factory, options.Evaluator, (EvaluatorFactory)parts["evaluator"].Factory);
        }
        else if (configuration.Parts.GetValueOrDefault("pruner") is { Entries.Length: > 0 })
            throw new InputException("There are options for a pruner, but no pruner: name it by --pruner.");
        var bound = parts.ToImmutableDictionary(
            entry => entry.Key,
            entry => configuration.Bind(entry.Key, entry.Value.Factory.OptionsType));

        string taskInWords = InWords("task", options.Task);
        IDataset dataset = PartGuard.Call(taskInWords, "when it was created", () => ((DatasetFactory)parts["task"].Factory).Create(bound["task"]));
        string folder = TaskDataFolder.Find(options.Task, options.Data, dataset, bound["task"]);
        PreparedTask task = await Task.Run(
            () => PartGuard.Call(taskInWords, $"when its data were made ready in {folder}", () => dataset.Prepare(folder, progress, cancellation)), cancellation);
        configuration.Reference?.Task?.RefuseOther(task.Spec);
        Objective[] metrics = PartGuard.Call(
            InWords("evaluator", options.Evaluator),
            "when it was asked for its metrics",
            () => ((EvaluatorFactory)parts["evaluator"].Factory).MetricsOf(task.Spec).ToArray() is { Length: > 0 } all ? all : null);
        ImmutableArray<Objective> objectives = StudyObjectives.Read(options.Objectives, options.Evaluator, metrics, configuration.PlaceOfObjectives);
        return new ResolvedStudy(options, objectives, isUsual: objectives.SequenceEqual([metrics[0]]), parts.ToImmutable(), bound, task, folder);
    }

    /// <summary>Makes the evaluator's machinery ready.</summary>
    /// <exception cref="InputException">Something is missing that the user must install.</exception>
    public Task PrepareEvaluatorAsync(IProgress<ProgressStep>? progress, CancellationToken cancellation) =>
        PartGuard.CallAsync(InWords("evaluator", Options.Evaluator), "when it was made ready", () => Evaluator.PrepareAsync(progress, cancellation));

    /// <summary>Makes the plan of the study.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="state">What its journal holds: a strategy is made for the budget with which its study began.</param>
    /// <param name="watched">The copies from which plugins were loaded, where the strategy's is watched; null where not.</param>
    /// <param name="notice">Told in a sentence why a new build of a watched plugin is not used.</param>
    public StudyPlan CreatePlan(StudyFolder folder, StudyState state, PluginCopies? watched = null, Action<string>? notice = null)
    {
        int trials = state.Opened?.Trials ?? Options.Trials;
        var grammarFactory = (GrammarFactory)_parts["grammar"].Factory;
        Grammar grammar = PartGuard.Call(InWords("grammar", Options.Grammar), "when it was created", () => grammarFactory.Create(_bound["grammar"], _task.Spec));
        SearchSpace space = new(grammar, _task.Spec, Options.ToLimits(), head: Options.ToHead());
        StrategyContext context = new(space, _objectives, trials, [.. Options.SeedArchitecture.Select(seed => ReadSeed(seed, grammarFactory, grammar, space))]);
        var strategyFactory = (StrategyFactory)_parts["strategy"].Factory;
        ImmutableArray<Objective> tradeOffs = strategyFactory.TradeOffs(_bound["strategy"], context);
        return new StudyPlan
        {
            StrategyName = Options.Strategy,
            Strategy = watched is null
                ? PartGuard.Call(InWords("strategy", Options.Strategy), "when it was created", () => strategyFactory.Create(_bound["strategy"], context))
                : new WatchedStrategy(watched, _parts["strategy"], _written["strategy"], context, notice ?? (_ => { })),
            PrunerName = Options.Pruner,
            Pruner = _parts.GetValueOrDefault("pruner") is { } pruner
                ? PartGuard.Call(InWords("pruner", pruner.Name), "when it was created", () => ((PrunerFactory)pruner.Factory).Create(_bound["pruner"], new PrunerContext(_objectives[0], Options.Epochs, trials)))
                : null,
            GrammarName = Options.Grammar,
            CheckpointFolder = folder.Checkpoints,
            CheckpointSpace = Options.CheckpointSpace,
            Realise = space.Realise,
            Opened = new JournalRecord.Opened
            {
                Format = JournalRecord.Opened.CurrentFormat,
                Identity = Identity,
                Trials = trials,
                FreeFailures = Options.FreeFailures,
                Objectives = _objectives,
                Population = strategyFactory.Population(_bound["strategy"], trials),
                TradeOffs = tradeOffs.SequenceEqual(_objectives) ? null : tradeOffs,
                Task = TaskRecord.Of(_task),
                Plugins = [.. _parts.Values.Select(part => part.Plugin).Distinct().OrderBy(plugin => plugin.Id, StringComparer.Ordinal).Select(PluginRecord.Of)],
            },
            Seed = Options.Seed,
            Trials = Options.Trials,
            Attempts = Options.Attempts ?? (int)Math.Min(int.MaxValue, 20L * Options.Trials),
            Epochs = Options.Epochs,
            Replicates = Options.Replicates ?? 1,
            ReevaluateTop = Options.ReevaluateTop ?? 0,
            FinalEpochs = Options.NoFinal ? null : Options.FinalEpochs ?? Options.Epochs,
            Evaluator = Options.Evaluator,
            Options = _written["evaluator"],
            Task = Evaluator.NeedsTask
                ? new TaskReference(Options.Task, _written["task"], _dataFolder, _task.Fingerprint, _task.Spec, Options.TrainSamples, Options.DataShare)
                : null,
            Device = Options.Device,
            TrialTimeout = Options.TrialTimeout,
            ProposeTimeout = Options.ProposeTimeout,
        };
    }

    /// <summary>Makes the place where evaluations run.</summary>
    /// <param name="folder">The study's folder, for logs.</param>
    public IExecutor CreateExecutor(StudyFolder folder)
    {
        if (Evaluator.Hosting == EvaluatorHosting.InProcess)
        {
            TaskDataStore data = new(Evaluator.NeedsTask ? (DatasetFactory)_parts["task"].Factory : null);
            Directory.CreateDirectory(folder.Artifacts);
            TextWriter log = TextWriter.Synchronized(new StreamWriter(Path.Combine(folder.Artifacts, "evaluator.log"), append: true) { AutoFlush = true });
            return new InProcessExecutor(Jobs, () => PartGuard.Call(InWords("evaluator", Options.Evaluator), "when it was created", () => Evaluator.Create(_bound["evaluator"], data)), log, data);
        }

        IEnumerable<Part> needed = Evaluator.NeedsTask ? [_parts["evaluator"], _parts["task"]] : [_parts["evaluator"]];
        ImmutableArray<PinnedPlugin> plugins =
            [.. needed.Select(part => part.Plugin).Distinct().Select(plugin => new PinnedPlugin(plugin.Id, plugin.AssemblyPath, plugin.Sha256))];
        return new LocalExecutor(new LocalExecutorSettings(WorkerProgram.Own, Jobs, Threads, plugins, folder.Artifacts));
    }

    private static string InWords(string kind, string name) => $"{kind} '{name}'";

    private static void RefuseUnprunable(string pruner, PrunerFactory factory, string evaluator, EvaluatorFactory evaluators)
    {
        if (evaluators.Progress >= factory.Needs)
            return;
        throw new InputException(evaluators.Progress == EvaluatorProgress.None
            ? $"The pruner '{pruner}' judges trials by what they report while they run, but the evaluator '{evaluator}' reports nothing: leave out --pruner, or choose another evaluator."
            : $"The pruner '{pruner}' pauses trials and has some go on, but the evaluator '{evaluator}' cannot go on with a paused one: choose a pruner that only stops trials (asha-stopping, median, patience), or another evaluator.");
    }

    private Architecture ReadSeed(string seed, GrammarFactory factory, Grammar grammar, SearchSpace space)
    {
        Architecture architecture;
        try
        {
            architecture = factory.Read(seed, grammar, _task.Spec);
        }
        catch (InputException e)
        {
            throw new InputException($"--seed-architecture: {e.Message}", e);
        }

        return space.Realise(architecture).Violation is { } violation
            ? throw new InputException($"--seed-architecture: {seed} breaks a limit: {violation}; raise it, or give it as 'none'.")
            : architecture;
    }
}
