using System.CommandLine;
using System.Text;
using Einspace.Cli.Data;
using Einspace.Host.Plugins;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Configuration;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>data show</c>: writes a page with examples of a task, its classes, channels and provenance.</summary>
internal static class DataShowCommand
{
    private static readonly Argument<string> TaskName = new("TASK") { Description = "The task, such as addnist; npy for any folder." };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder with the task's data.", HelpName = "DIR" };
    private static readonly Option<string> Out = new("--out", "-o") { Description = "The page to write, an .html file.", HelpName = "FILE", Required = true };

    private static readonly Option<string> Split = new("--split")
    {
        Description = "The split whose examples are shown.",
        HelpName = "train|validation|test",
        DefaultValueFactory = _ => "train",
    };

    private static readonly Option<int> Count = new Option<int>("--count")
    {
        Description = "How many examples are shown.",
        HelpName = "N",
        DefaultValueFactory = _ => 16,
    }.AtLeast(1);

    public static Command Create()
    {
        Command command = new("show", "Writes a page that shows a task's data.") { TaskName, Data, Out, Count, Split, CommonOptions.Seed, CommonOptions.Set };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parse, CancellationToken cancellation)
    {
        string file = Path.GetFullPath(parse.GetRequiredValue(Out));
        if (!file.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"Option --out: found '{parse.GetRequiredValue(Out)}', expected a name that ends in .html.");
        DataSplit split = ReadSplit(parse.GetRequiredValue(Split));
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        Part part = services.GetRequiredService<PluginCatalog>().Find(PartKind.Dataset, parse.GetRequiredValue(TaskName));
        object options = CommonOptions.BindOptions(parse, part);
        IDataset dataset = ((DatasetFactory)part.Factory).Create(options);
        string folder = TaskDataFolder.Find(part.Name, parse.GetValue(Data), dataset, options);
        string page = ProgressDisplay.Run($"showing {part.Name}", progress =>
        {
            Ask("were made ready", () => dataset.Prepare(folder, progress, cancellation));
            using ITaskData data = Ask("were opened", () => dataset.Open(folder, Purpose.Final));
            if (!data.Splits.Contains(split) || data.Count(split) == 0)
                throw new InputException($"The task '{part.Name}' has no {DatasetWords.Of(split)} examples in {folder}.");
            DatasetDescription? description = dataset is IDescribedDataset described ? Ask("were described", () => described.Describe(folder, progress, cancellation)) : null;
            IReadOnlyList<ShownExample> examples = ShownExample.Draw(data, split, parse.GetValue(Count), parse.GetValue(CommonOptions.Seed));
            return DataPage.Write(data, description, numbers => (dataset as IDescribedDataset)?.TextOf(numbers), split, examples);
        });
        Write(file, page);
        Console.Out.WriteLine($"Wrote {file}.");
        return Task.FromResult(ExitCode.Success);

        T Ask<T>(string when, Func<T> call)
            where T : class => PartGuard.Call($"task '{part.Name}'", $"when its data {when} in {folder}", call);
    }

    private static DataSplit ReadSplit(string name) => name switch
    {
        "train" => DataSplit.Train,
        "validation" or "valid" => DataSplit.Validation,
        "test" => DataSplit.Test,
        _ => throw new InputException($"Option --split: found '{name}', expected train, validation or test."),
    };

    private static void Write(string file, string page)
    {
        try
        {
            File.WriteAllText(file, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Option --out: {file} cannot be written: {e.Message}", e);
        }
    }
}
