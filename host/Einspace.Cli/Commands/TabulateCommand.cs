using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Einspace.Cli.Studies;
using Einspace.Host.Configuration;
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

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "A study's file with any of these options, and options of parts.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        Command command = new("tabulate", "Trains networks of a grammar with several seeds each, and writes their results as a table.");
        StudyOptionsOnCommandLine.AddTo(command);
        command.Add(Out);
        command.Add(Seeds);
        command.Add(CommonOptions.Set);
        command.Add(Config);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        ImmutableArray<OptionTree.Mapping> layers = ReadLayers(parse);
        StudyConfiguration first = StudyConfiguration.Read(layers.AsSpan());
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        string folder = parse.GetRequiredValue(Out);
        RefuseOtherNetworks(folder, first.Options);
        List<(ulong Seed, StudyState State)> studies = [];
        for (int i = 0; i < parse.GetValue(Seeds); i++)
        {
            ulong seed = first.Options.Seed + (ulong)i;
            StudyConfiguration configuration = i == 0 ? first : StudyConfiguration.Read([.. layers, Again(seed, studies[0].State)]);
            StudyFolder study = StudyOf(folder, seed);
            (StudyEnding ending, StudyState state) = await RunAsync(configuration, study, services, cancellation);
            if (ending == StudyEnding.Interrupted)
            {
                Console.Out.WriteLine($"Stopped in {study.Path}; the same command goes on.");
                return ExitCode.Interrupted;
            }

            studies.Add((seed, state));
        }

        string table = Path.Combine(folder, TableFile);
        int lines = ResultTable.Write(table, studies);
        Console.Out.WriteLine($"{StudyWords.Plural(studies[0].State.FinishedCount, "network")}, {StudyWords.Plural(studies.Count, "seed")}: {lines} lines in {table}.");
        Console.Out.WriteLine($"Search in it by --evaluator tabular --set evaluator.table={table} --epochs {first.Options.Epochs}, with the same task and grammar.");
        return ExitCode.Success;
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

    /// <summary>Random search without a final retraining, unless something else is asked for.</summary>
    private static ImmutableArray<OptionTree.Mapping> ReadLayers(ParseResult parse)
    {
        List<OptionTree.Mapping> layers = [new([new("strategy", new OptionTree.Scalar("random")), new("no-final", new OptionTree.Scalar("true"))])];
        if (parse.GetValue(Config) is { } file)
            layers.Add(OptionYaml.ReadFile(file));
        layers.AddRange(StudyOptionsOnCommandLine.ReadLayers(parse));
        return [.. layers];
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
        StudyConfiguration configuration, StudyFolder folder, ServiceProvider services, CancellationToken cancellation)
    {
        StudyPresenter presenter = StudyPresenter.Create();
        return presenter.ShowAsync(async () =>
        {
            ResolvedStudy study = await ResolvedStudy.CreateAsync(configuration, services.GetRequiredService<PluginCatalog>(), presenter, cancellation);
            return await new StudySession(study, presenter, TimeProvider.System).RunAsync(folder, cancellation);
        });
    }
}
