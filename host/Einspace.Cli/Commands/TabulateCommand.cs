using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Einspace.Cli.Studies;
using Einspace.Host.Plugins;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Configuration;
using Einspace.Host.Studies.Tables;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary>
/// <c>tabulate</c>: trains many networks, each with several seeds, and writes what they came to into one file. The first study draws
/// the networks, one more for each further seed trains the same ones: studies like any other, which stop and go on like any other.
/// </summary>
internal static class TabulateCommand
{
    private const string TableFile = "table.csv";

    private static readonly StudyOptionsOnCommandLine Options = new(
        new OptionTree.Mapping([new("strategy", new OptionTree.Scalar("random"))]), ["pruner", "replicates", "reevaluate-top"]);

    private static readonly Option<string> Out = new("--out")
    {
        Description = $"Folder of the table: its studies by their seeds, and {TableFile}. What is there goes on.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<int> Seeds = new Option<int>("--seeds")
    {
        Description = "With how many seeds each network is trained, from --seed on.",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    }.AtLeast(1);

    public static Command Create()
    {
        Command command = new("tabulate", "Trains networks of a grammar with several seeds each, and writes their results as a table.");
        Options.AddTo(command);
        command.Add(Out);
        command.Add(Seeds);
        command.Add(CommonOptions.AllowChangedPlugins);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        ImmutableArray<OptionTree.Mapping> layers = [.. Options.ReadLayers(parse)];
        StudyConfiguration first = StudyConfiguration.Read(layers.AsSpan());
        RefuseOtherTrainings(first.Options);
        foreach (string note in first.Reference?.Notes ?? [])
            Console.Out.WriteLine(note);
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        string folder = parse.GetRequiredValue(Out);
        RefuseOtherNetworks(folder, first.Options);
        List<(ulong Seed, StudyState State)> studies = [];
        for (int i = 0; i < parse.GetValue(Seeds); i++)
        {
            ulong seed = first.Options.Seed + (ulong)i;
            StudyConfiguration configuration = i == 0 ? first : StudyConfiguration.Read([.. layers, Again(seed, studies[0].State)]);
            StudyFolder study = StudyOf(folder, seed);
            (StudyEnding ending, StudyState state) = await RunAsync(configuration, study, services, parse.GetValue(CommonOptions.AllowChangedPlugins), cancellation);
            if (ending == StudyEnding.Interrupted)
            {
                Console.Out.WriteLine($"Stopped after {StudyWords.Plural(state.FinishedCount, "finished trial")} of {study.Path}; the same command goes on.");
                return ExitCode.Interrupted;
            }

            studies.Add((seed, state));
        }

        string table = Path.Combine(folder, TableFile);
        int lines = ResultTable.Write(table, studies);
        Console.Out.WriteLine($"{StudyWords.Plural(studies[0].State.FinishedCount, "network")}, {StudyWords.Plural(studies.Count, "seed")}: {lines} lines in {table}.");
        Console.Out.WriteLine($"Search in it by --evaluator tabular --set evaluator.table={table} --epochs {first.Options.Epochs}, with the same task and grammar.");
        return StudySummary.ExitCodeOf(StudyOf(folder, studies[0].Seed), studies[0].State);
    }

    private static StudyFolder StudyOf(string folder, ulong seed) => new(Path.Combine(folder, $"seed-{seed.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Once a second seed has begun, its study is one of just these networks.</summary>
    private static void RefuseOtherNetworks(string folder, StudyOptions options)
    {
        StudyFolder draws = StudyOf(folder, options.Seed);
        if (!draws.HasJournal || !StudyOf(folder, options.Seed + 1).HasJournal)
            return;
        int networks = draws.Fold(draws.ReadJournal().Records).Budget;
        if (networks != options.Trials)
            throw new InputException($"The table {folder} was begun with {networks} networks, now --trials {options.Trials} is asked for, and other seeds have begun; give --trials {networks}, or take another folder (--out).");
    }

    /// <summary>Each line of the table is one whole training.</summary>
    private static void RefuseOtherTrainings(StudyOptions options)
    {
        string? given = options.Pruner is { } pruner ? $"--pruner is '{pruner}', expected none: a table holds trainings to the end, and a pruner ends some before it"
            : options.Replicates is > 1 and var replicates ? $"--replicates is {replicates}, expected 1: a table holds single trainings, and --seeds says how many of each network"
            : options.ReevaluateTop is { } top ? $"--reevaluate-top is {top}, expected none: a table chooses no network, and --seeds says how often each is trained"
            : null;
        if (given is not null)
            throw new InputException($"{given}.");
    }

    /// <summary>The evaluator <c>tabular</c> plays accuracies back.</summary>
    private static void RefuseOtherMeasures(StudyOptions options)
    {
        if (options.Objectives[0] is var objective && objective != "validation-accuracy:maximise")
            throw new InputException($"The objective would be {objective}, expected validation-accuracy: a table holds accuracies. Choose a classification as --task, and no other --objective.");
    }

    /// <summary>The same networks with another seed.</summary>
    private static OptionTree.Mapping Again(ulong seed, StudyState state)
    {
        StudyTrial[] networks = [.. state.Trials.Where(trial => trial.Counts).DistinctBy(trial => trial.Proposed.GraphHash)];
        string trials = networks.Length.ToString(CultureInfo.InvariantCulture);
        return new OptionTree.Mapping(
        [
            new("seed", new OptionTree.Scalar(seed.ToString(CultureInfo.InvariantCulture))),
            new("trials", new OptionTree.Scalar(trials)),
            new("strategy", new OptionTree.Scalar("random")),
            new("seed-architecture", new OptionTree.Sequence([.. networks.Select(trial => new OptionTree.Scalar(trial.Proposed.Architecture))])),
        ]);
    }

    private static Task<(StudyEnding Ending, StudyState State)> RunAsync(
        StudyConfiguration configuration, StudyFolder folder, ServiceProvider services, bool allowsChangedPlugins, CancellationToken cancellation)
    {
        StudyPresenter presenter = StudyPresenter.Create();
        return presenter.ShowAsync(async () =>
        {
            ResolvedStudy study = await ResolvedStudy.CreateAsync(configuration, services.GetRequiredService<PluginCatalog>(), presenter, cancellation);
            RefuseOtherMeasures(study.Options);
            return await new StudySession(study, presenter, TimeProvider.System) { AllowsChangedPlugins = allowsChangedPlugins, FinalisesAll = true }.RunAsync(folder, cancellation);
        });
    }
}
