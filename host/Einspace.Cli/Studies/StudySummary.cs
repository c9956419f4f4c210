using Einspace.Host.Studies;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Search;

namespace Einspace.Cli.Studies;

/// <summary>What a study came to, in lines.</summary>
internal static class StudySummary
{
    private const int Best = 5;
    private const int ArchitectureWidth = 100;

    public static void Print(StudyFolder folder, StudyEnding ending, StudyState state)
    {
        TextWriter output = Console.Out;
        if (ending == StudyEnding.Interrupted)
        {
            output.WriteLine(
                $"Stopped after {StudyWords.Plural(state.FinishedCount, "finished trial")}{(state.Paused.Count > 0 ? $" and {state.Paused.Count} paused" : "")}; what was running is run again when the same command goes on, or: "
                + $"einspace search --study {folder.Path}");
            return;
        }

        PrintResult(ending, state);
        output.WriteLine($"Study: {folder.Path} (einspace show {folder.Path}; einspace best {folder.Path})");
    }

    /// <summary>What the command answers of a study that has ended; where none of its trials has a score, says so on standard error.</summary>
    public static int ExitCodeOf(StudyFolder folder, StudyState state)
    {
        if (state.Best is not null)
            return ExitCode.Success;
        var reasons = state.Trials.Select(trial => trial.Finished?.Reason).OfType<string>().GroupBy(reason => reason).OrderByDescending(group => group.Count()).ToArray();
        string why = reasons is [var first, ..] ? $": {first.Count()} of {state.Trials.Count} ended with '{first.Key}'" : "";
        Console.Error.WriteLine($"No trial of the study {folder.Path} has a score, so that there is no best architecture{why}.");
        return ExitCode.NoScore;
    }

    /// <summary>The best trials and the final result.</summary>
    public static void PrintResult(StudyEnding ending, StudyState state)
    {
        TextWriter output = Console.Out;
        output.WriteLine($"{Head(ending, state)}");
        if (state.Opened?.Task.Origin is { } origin)
            output.WriteLine($"The data are {origin}.");
        int rank = 0;
        foreach (StudyTrial trial in state.Ranking().Take(Best))
        {
            output.WriteLine(
                $"  {++rank}. {StudyWords.Value(StudyWords.Score(trial, state.Objective)!.Value)}  trial {trial.Number}, "
                + $"{StudyWords.Count(trial.Proposed.Parameters)} parameters: {StudyWords.Short(trial.Proposed.Architecture, ArchitectureWidth)}");
        }

        StudyTrial[] again = [.. state.Reevaluated];
        if (again.Length > 0)
            output.WriteLine($"Trained again with other seeds, {(again.Length == 1 ? "one trial has" : $"{again.Length} trials have")} in all trainings:");
        foreach (StudyTrial trial in again)
        {
            string mean = trial.ScoreOfAll(state.Objective) is { } score ? StudyWords.Value(state.Objective.Score(score)) : "failed";
            output.WriteLine($"  {mean}  trial {trial.Number}{(trial.Number == state.Chosen?.Number ? ", chosen" : "")}");
        }

        if (state.TradeOffs is { Length: > 1 } tradeOffs && state.Best is not null)
        {
            output.WriteLine($"The front: no other trial is as good by all of {string.Join(", ", tradeOffs.Select(objective => StudyWords.Metric(objective.Metric)))}, and better by one:");
            foreach (StudyTrial trial in ParetoFront.Of(state, tradeOffs))
                output.WriteLine($"  {StudyWords.OnFront(trial, tradeOffs, ArchitectureWidth)}");
        }

        foreach (string line in OperatorWords.Of(state))
            output.WriteLine(line);
        if (state.Final is { } final)
            output.WriteLine(Final(final));
    }

    /// <summary>Whether a study runs or stands still, and how far it has come.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="state">What it has come to.</param>
    /// <param name="holder">Who runs it now; null where it stands still.</param>
    public static string Standing(StudyFolder folder, StudyState state, string? holder)
    {
        string done = $"{state.FinishedCount} of {StudyWords.Plural(state.Budget, "trial")} finished{(state.Paused.Count > 0 ? $", {state.Paused.Count} paused" : "")}";
        if (holder is not null)
            return $"The study {folder.Path} is run by {holder}: {done}.";
        return state.Ending switch
        {
            null or StudyEnding.Interrupted =>
                $"The study {folder.Path} stands still: {done}, then it {(state.Ending is null ? "broke off" : "was stopped")}; "
                + $"einspace search --study {folder.Path} goes on.",
            _ => $"The study {folder.Path} has ended: {done}.",
        };
    }

    public static string Final(JournalRecord.Finalised final)
    {
        if (final.Failure is not null)
            return $"Retraining the network of trial {final.Trial} for the final result failed: {final.Reason}";
        string test = string.Join(", ", final.Metrics
            .OrderByDescending(metric => metric.Key.StartsWith("test", StringComparison.Ordinal))
            .Select(metric => $"{StudyWords.Metric(metric.Key)} {StudyWords.Value(metric.Value)}"));
        return $"Retrained for {StudyWords.Plural(final.Fidelity, "epoch")}, the network of trial {final.Trial} has {test}.";
    }

    private static string Head(StudyEnding ending, StudyState state)
    {
        int Count(TrialState trialState) => state.Trials.Count(trial => trial.State == trialState);
        List<string> parts = [.. new[] { (TrialState.Paused, "paused"), (TrialState.Pruned, "pruned"), (TrialState.Failed, "failed"), (TrialState.Rejected, "rejected for breaking a limit") }
            .Where(kind => Count(kind.Item1) > 0)
            .Select(kind => $"{Count(kind.Item1)} {kind.Item2}")];
        string trials = $"{StudyWords.Plural(state.MeasuredCount, "trial")}{(parts.Count > 0 ? $" ({string.Join(", ", parts)})" : "")}, {StudyWords.Plural(state.Spent, "epoch")} in all";
        string why = ending switch
        {
            StudyEnding.Exhausted => "; the strategy has nothing left to propose",
            StudyEnding.AttemptsSpent => $"; no more than {state.Trials.Count} architectures were to be proposed (--attempts), and too many broke a limit or failed",
            _ => "",
        };
        return state.Best is null
            ? $"{trials}{why}; none of them has a score."
            : $"{trials}{why}. The best by {StudyWords.Metric(state.Objective.Metric)}:";
    }
}
