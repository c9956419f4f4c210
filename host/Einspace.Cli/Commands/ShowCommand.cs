using System.CommandLine;
using Einspace.Cli.Studies;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Cli.Commands;

/// <summary><c>show STUDY</c>: what a study has come to; also while it runs.</summary>
internal static class ShowCommand
{
    private const int ArchitectureWidth = 70;

    private static readonly Argument<string> Study = new("STUDY") { Description = "The study's folder." };
    private static readonly Option<string[]> Front = new Option<string[]>("--front")
    {
        Description = "Show instead the trials that no other one beats by score and by this cost; may be given several times.",
        HelpName = "COST",
        DefaultValueFactory = _ => [],
    }.EachOf(CostMetric.Names);

    public static Command Create()
    {
        Command command = new("show", "Shows a study's trials.") { Study, Front, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        StudyFolder folder = StudyFolder.Existing(parse.GetRequiredValue(Study));
        // Before the journal: what ends between the two looks ended, and not broken off.
        string? holder = StudyLock.Holder(folder.Path);
        JournalContent content = folder.ReadJournal();
        StudyState state = folder.Fold(content.Records);
        if (parse.GetValue(Front) is { Length: > 0 } costs)
            PrintFront(state, costs, parse.GetValue(CommonOptions.Json));
        else if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => StudyJson.Write(writer, folder, state, holder));
        else
            Print(folder, state, content.Torn, holder);
        return ExitCode.Success;
    }

    private static void PrintFront(StudyState state, string[] costs, bool json)
    {
        Objective[] objectives = state.Opened is null ? [] : [state.Objective, .. costs.Where(cost => cost != state.Objective.Metric).Select(cost => new Objective(cost, Direction.Minimise))];
        IReadOnlyList<StudyTrial> front = state.Opened is null ? [] : ParetoFront.Of(state, objectives);
        if (json)
        {
            JsonOutput.Print(writer =>
            {
                writer.WriteStartArray();
                foreach (StudyTrial trial in front)
                    writer.WriteNumberValue(trial.Number);
                writer.WriteEndArray();
            });
            return;
        }

        foreach (StudyTrial trial in front)
            Console.Out.WriteLine(StudyWords.OnFront(trial, objectives, ArchitectureWidth));
    }

    private static void Print(StudyFolder folder, StudyState state, long torn, string? holder)
    {
        TextWriter output = Console.Out;
        if (torn > 0)
            output.WriteLine($"The last record of {folder.Journal} is not written to its end ({torn} bytes): {(holder is null ? "its writer was killed" : "it is being written")}.");
        if (state.Opened is null)
        {
            output.WriteLine("The study has not begun.");
            return;
        }

        foreach (StudyTrial trial in state.Trials)
        {
            string how = trial.Finished is { } finished ? StudyWords.Ending(finished, state.Objective)
                : trial is { State: TrialState.Paused, Pauses: [.., { } pause] } ? StudyWords.Resting(pause, state.Objective)
                : trial.State.ToString().ToLowerInvariant();
            output.WriteLine($"{trial.Number,4}  {StudyWords.Count(trial.Proposed.Parameters),8}  {how}  {StudyWords.Short(trial.Proposed.Architecture, ArchitectureWidth)}");
        }

        if (state.Facts is { Count: > 0 } facts)
            output.WriteLine($"Evaluator: {string.Join(", ", facts.Select(fact => $"{fact.Key} {fact.Value}"))}");
        foreach (string change in state.ChangedPlugins)
            output.WriteLine($"Plugins changed: {change}");
        foreach (var warning in state.Warnings.DistinctBy(warning => warning.Warning))
            output.WriteLine($"Warning (trial {warning.Trial}): {warning.Warning}");
        StudySummary.PrintResult(state.Ending is null or StudyEnding.Interrupted ? StudyEnding.Completed : state.Ending.Value, state);
        output.WriteLine(StudySummary.Standing(folder, state, holder));
    }
}
