using System.CommandLine;
using Einspace.Host.Configuration;
using Einspace.Host.Plugins;
using Einspace.Host.Studies;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>data make</c>: makes a task's data from its public sources.</summary>
internal static class DataMakeCommand
{
    /// <summary>What stands before the names of a maker's options.</summary>
    public const string MakerKey = "maker";

    private static readonly Argument<string> TaskName = new("TASK") { Description = "The task, such as addnist." };
    private static readonly Option<string?> From = new("--from") { Description = "Folder with the public source files.", HelpName = "DIR" };
    private static readonly Option<string> Out = new("--out") { Description = "Folder to write; must not exist yet, or be empty.", HelpName = "DIR", Required = true };
    private static readonly Option<int?> Train = Size("--train", "training");
    private static readonly Option<int?> Valid = Size("--valid", "validation");
    private static readonly Option<int?> Test = Size("--test", "test");

    private static readonly Option<string?> Split = new("--split")
    {
        Description = "'official' lets validation use what training was made of, as the published data do; 'source-disjoint' makes no two splits of the same image, word, passage, game, recording, patch or tile. Short for --set maker.split=RULE.",
        HelpName = "RULE",
    };

    private static readonly Option<bool> Aspell = new("--aspell")
    {
        Description = "Take words from the installed aspell dictionaries instead of --from. Short for --set maker.aspell=true.",
    };

    public static Command Create()
    {
        Command command = new("make", "Makes a task's data from its public sources.")
        {
            TaskName, From, Out, Train, Valid, Test, Split, Aspell, CommonOptions.Seed, CommonOptions.Set,
        };
        command.SetAction(Run);
        return command;
    }

    private static Option<int?> Size(string name, string split) => new Option<int?>(name)
    {
        Description = $"Examples of the {split} split; the published number by default.",
        HelpName = "N",
    }.AtLeast(1);

    private static Task<int> Run(ParseResult parse, CancellationToken cancellation)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        PluginCatalog catalog = services.GetRequiredService<PluginCatalog>();
        Part part = catalog.Find(PartKind.Dataset, parse.GetRequiredValue(TaskName));
        DatasetFactory factory = (DatasetFactory)part.Factory;
        DatasetMaker maker = factory.Maker
            ?? throw new InputException($"The task '{part.Name}' is not made from sources; use its data as they are, see einspace describe dataset/{part.Name}.");
        object options = BindOptions(parse, maker);

        string? from = parse.GetValue(From);
        string folder = parse.GetRequiredValue(Out);
        if (from is not null && !Directory.Exists(from))
            throw new InputException($"Option --from: there is no folder '{from}', expected one with the source files of '{part.Name}'.");
        DatasetRecipe recipe = new(from, parse.GetValue(Train), parse.GetValue(Valid), parse.GetValue(Test), parse.GetValue(CommonOptions.Seed));
        PreparedTask made = ProgressDisplay.Run($"making {part.Name}", progress => PartGuard.Call($"task '{part.Name}'", $"when its data were made in {folder}", () =>
        {
            maker.Make(recipe, options, folder, progress, cancellation);
            return factory.Create(OptionBinder.Bind(factory.OptionsType, OptionTree.Empty)).Prepare(folder, null, cancellation);
        }));
        string answers = made.Spec.Output is OutputKind.Classification or OutputKind.MultiLabel ? $"{made.Spec.Classes} classes" : $"answers of shape {made.Spec.Answer}";
        Console.Out.WriteLine($"Made {part.Name} in {folder}: examples of shape {made.Spec.Input}, {answers}, fingerprint {made.Fingerprint}.");
        return Task.FromResult(ExitCode.Success);
    }

    private static object BindOptions(ParseResult parse, DatasetMaker maker)
    {
        OptionTree.Mapping set = CommonOptions.ReadSet(parse);
        if (set.Entries.FirstOrDefault(entry => entry.Key != MakerKey) is { Key: { } key, Value: var value })
            throw new InputException($"Unknown option '{key}' ({value.Origin}); this command takes options of the maker: --set {MakerKey}.option=value.");
        OptionTree.Mapping options = set[MakerKey] switch
        {
            null => OptionTree.Empty,
            OptionTree.Mapping mapping => mapping,
            var other => throw new InputException($"Option '{MakerKey}' ({other.Origin}): found {other.Kind}, expected options of the maker."),
        };
        if (parse.GetValue(Split) is { } rule)
            options = options.With("split", new OptionTree.Scalar(rule) { Origin = OptionAssignment.CommandLine });
        if (parse.GetValue(Aspell))
            options = options.With("aspell", new OptionTree.Scalar("true") { Origin = OptionAssignment.CommandLine });
        return OptionBinder.Bind(maker.OptionsType, options, MakerKey);
    }
}
