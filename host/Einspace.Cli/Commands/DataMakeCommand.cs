using System.CommandLine;
using Einspace.Host.Plugins;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>data make</c>: makes a task's data from its public sources.</summary>
internal static class DataMakeCommand
{
    private static readonly Argument<string> TaskName = new("TASK") { Description = "The task, such as addnist." };
    private static readonly Option<string> From = new("--from") { Description = "Folder with the public source files.", HelpName = "DIR", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "Folder to write; must not exist yet, or be empty.", HelpName = "DIR", Required = true };
    private static readonly Option<int?> Train = Size("--train", "training");
    private static readonly Option<int?> Valid = Size("--valid", "validation");
    private static readonly Option<int?> Test = Size("--test", "test");

    public static Command Create()
    {
        Command command = new("make", "Makes a task's data from its public sources.")
        {
            TaskName, From, Out, Train, Valid, Test, CommonOptions.Seed, CommonOptions.Set,
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
        IDataset dataset = ((DatasetFactory)part.Factory).Create(CommonOptions.BindOptions(parse, part));
        if (dataset is not IDatasetMaker maker)
            throw new InputException($"The task '{part.Name}' is not made from sources; use its data as they are, see einspace describe dataset/{part.Name}.");

        string from = parse.GetRequiredValue(From);
        string folder = parse.GetRequiredValue(Out);
        if (!Directory.Exists(from))
            throw new InputException($"Option --from: there is no folder '{from}', expected one with the source files of '{part.Name}'.");
        DatasetRecipe recipe = new(from, parse.GetValue(Train), parse.GetValue(Valid), parse.GetValue(Test), parse.GetValue(CommonOptions.Seed));
        PreparedTask made = ProgressDisplay.Run($"making {part.Name}", progress =>
        {
            maker.Make(recipe, folder, progress, cancellation);
            return dataset.Prepare(folder, null, cancellation);
        });
        Console.Out.WriteLine(
            $"Made {part.Name} in {folder}: examples of shape {made.Spec.Input}, {made.Spec.Classes} classes, fingerprint {made.Fingerprint}.");
        return Task.FromResult(ExitCode.Success);
    }
}
