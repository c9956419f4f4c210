using System.CommandLine;
using System.Globalization;
using Einspace.Cli.Studies;
using Einspace.Host.Configuration;
using Einspace.Host.Plugins;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>search</c>: begins a study, or goes on with it.</summary>
internal static class SearchCommand
{
    private static readonly StudyOptionsOnCommandLine Options = new();

    private static readonly Option<string?> Study = new("--study")
    {
        Description = "The study's folder; by default one below 'studies', by the study's identity. A study that is there goes on.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> New = new("--new") { Description = "Begin a fresh study, whatever is there." };

    private static readonly Option<string?> Scale = new("--scale")
    {
        Description = "Shrink the study: data, epochs, trials, population and what else says how large it is (guide: Scaling down), such as 0.02. What the command line gives is not shrunk.",
        HelpName = "SHARE",
    };

    private static readonly Option<bool> WatchPlugins = new("--watch-plugins")
    {
        Description = "For writing strategies: whenever the strategy's plugin is built anew, the search goes on with it from the next trial on.",
    };

    public static Command Create()
    {
        Command command = new("search", "Searches the best architecture for a task.");
        Options.AddTo(command);
        command.Add(Study);
        command.Add(New);
        command.Add(Scale);
        command.Add(WatchPlugins);
        command.Add(CommonOptions.AllowChangedPlugins);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        string? given = parse.GetValue(Study);
        bool isNew = parse.GetValue(New);
        if (given is not null && isNew)
            throw new InputException("--study names a folder and --new wants a fresh one: give one of them.");
        StudyConfiguration configuration = ReadConfiguration(parse, given);
        isNew |= given is null && configuration.Reference is { BeginsAnew: true };
        using ServiceProvider services = CommonOptions.CreateServices(parse, parse.GetValue(WatchPlugins));
        StudyPresenter presenter = StudyPresenter.Create();
        StudyFolder? folder = null;
        StudyEnding ending;
        StudyState state;
        try
        {
            (ending, state) = await presenter.ShowAsync(async () =>
            {
                foreach (string note in configuration.Reference?.Notes ?? [])
                    presenter.Notice(note);
                if (given is not null && configuration.Reference is { BeginsAnew: true })
                    presenter.Notice("search_strategy_continue_search has no effect: --study names the folder, and a study that is there goes on.");
                PluginCatalog catalog = services.GetRequiredService<PluginCatalog>();
                ResolvedStudy study = await ResolveAsync(configuration, catalog, given, presenter, cancellation);
                StudySession session = new(study, presenter, TimeProvider.System, services.GetService<PluginCopies>())
                {
                    AllowsChangedPlugins = parse.GetValue(CommonOptions.AllowChangedPlugins),
                };
                folder = session.ChooseFolder(given, isNew);
                return await session.RunAsync(folder, cancellation);
            });
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Out.WriteLine("Stopped while the study was made ready; the same command goes on.");
            return ExitCode.Interrupted;
        }

        StudySummary.Print(folder!, ending, state);
        return ending == StudyEnding.Interrupted ? ExitCode.Interrupted : StudySummary.ExitCodeOf(folder!, state);
    }

    private static async Task<ResolvedStudy> ResolveAsync(
        StudyConfiguration configuration, PluginCatalog catalog, string? given, StudyPresenter presenter, CancellationToken cancellation)
    {
        try
        {
            return await ResolvedStudy.CreateAsync(configuration, catalog, presenter, cancellation);
        }
        catch (InputException e) when (given is not null && PluginChanges.Missing(new StudyFolder(given), catalog) is { } missing)
        {
            throw new InputException($"{e.Message} The study {given} ran with {missing}, not installed here: einspace plugin add, or name it by --plugin.", e);
        }
    }

    /// <summary>A study that is there, then the file, then the options, then <c>--set</c>: the later one wins.</summary>
    private static StudyConfiguration ReadConfiguration(ParseResult parse, string? given)
    {
        List<OptionTree.Mapping> layers = [];
        // A study that is there was shrunk when it began.
        double? scale = ReadScale(parse);
        if (scale is null && given is not null && new StudyFolder(given) is { HasJournal: true } begun && File.Exists(begun.Configuration))
            layers.Add(OptionYaml.ReadFile(begun.Configuration));
        layers.AddRange(Options.ReadLayers(parse));
        StudyConfiguration configuration = StudyConfiguration.Read([.. layers]);
        return scale is { } share ? configuration.ScaledBy(share) : configuration;
    }

    private static double? ReadScale(ParseResult parse) => parse.GetValue(Scale) switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share is > 0 and <= 1 => share,
        var text => throw new InputException($"Option --scale: found '{text}', expected a number above 0 and of at most 1."),
    };
}
