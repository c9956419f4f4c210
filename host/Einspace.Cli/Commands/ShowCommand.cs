using System.CommandLine;
using Einspace.Cli.Studies;
using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Search;

namespace Einspace.Cli.Commands;

/// <summary><c>show STUDY</c>: what a study has come to; also while it runs.</summary>
internal static class ShowCommand
{
    private const int ArchitectureWidth = 70;
    private static readonly Argument<string> Study = new("STUDY") { Description = "The study's folder." };

    public static Command Create()
    {
        Command command = new("show", "Shows a study's trials.") { Study, CommonOptions.Json };
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
        if (parse.GetValue(CommonOptions.Json))
            JsonOutput.Print(writer => StudyJson.Write(writer, folder, state, holder));
        else
            Print(folder, state, content.Torn, holder);
        return ExitCode.Success;
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
        foreach (var warning in state.Warnings.DistinctBy(warning => warning.Warning))
            output.WriteLine($"Warning (trial {warning.Trial}): {warning.Warning}");
        StudySummary.PrintResult(state.Ending is null or StudyEnding.Interrupted ? StudyEnding.Completed : state.Ending.Value, state);
        output.WriteLine(StudySummary.Standing(folder, state, holder));
    }
}
