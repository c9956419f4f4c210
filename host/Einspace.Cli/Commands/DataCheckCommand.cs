using System.CommandLine;
using Einspace.Cli.Data;
using Einspace.Host.Plugins;
using Einspace.Host.Studies;
using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Einspace.Cli.Commands;

/// <summary><c>data check</c>: says everything that is wrong with a data folder, or what it holds.</summary>
internal static class DataCheckCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The data folder." };

    private static readonly Option<string> TaskName = new("--task")
    {
        Description = "The task whose data the folder should hold.",
        HelpName = "TASK",
        DefaultValueFactory = _ => "npy",
    };

    public static Command Create()
    {
        Command command = new("check", "Says everything that is wrong with a data folder, or what it holds.") { Folder, TaskName, CommonOptions.Json, CommonOptions.Set };
        command.SetAction(Run);
        return command;
    }

    private static Task<int> Run(ParseResult parse, CancellationToken cancellation)
    {
        using ServiceProvider services = CommonOptions.CreateServices(parse);
        Part part = services.GetRequiredService<PluginCatalog>().Find(PartKind.Dataset, parse.GetRequiredValue(TaskName));
        IDataset dataset = ((DatasetFactory)part.Factory).Create(CommonOptions.BindOptions(parse, part));
        string folder = parse.GetRequiredValue(Folder);
        if (!Directory.Exists(folder))
            throw new InputException($"There is no folder '{folder}'.");
        (IReadOnlyList<string> problems, TaskSpec? task, DatasetDescription? description) = ProgressDisplay.Run(
            $"checking {folder}", progress => Look(part.Name, dataset, folder, progress, cancellation));
        if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => DatasetReport.Write(writer, part.Name, problems, task, description));
        else
            Print(folder, part.Name, problems, task, description);
        return Task.FromResult(problems.Count > 0 ? ExitCode.BadInput : ExitCode.Success);
    }

    private static void Print(string folder, string name, IReadOnlyList<string> problems, TaskSpec? task, DatasetDescription? description)
    {
        foreach (string problem in problems)
            Console.Error.WriteLine(problem);
        if (problems.Count == 0)
            Console.Out.WriteLine($"{folder} holds the data of the task '{name}'.");
        if (task is not null && description is not null)
            DatasetReport.Print(task, description);
    }

    private static (IReadOnlyList<string> Problems, TaskSpec? Task, DatasetDescription? Description) Look(
        string name, IDataset dataset, string folder, IProgress<ProgressStep> progress, CancellationToken cancellation)
    {
        IReadOnlyList<string> problems = Ask("checked", () => dataset.Check(folder));
        if (problems.Count > 0 || dataset is not IDescribedDataset described)
            return (problems, null, null);
        return (problems, Ask("made ready", () => dataset.Prepare(folder, progress, cancellation)).Spec, Ask("described", () => described.Describe(folder, progress, cancellation)));

        T Ask<T>(string done, Func<T> call)
            where T : class => PartGuard.Call($"task '{name}'", $"when {folder} was {done}", call);
    }
}
