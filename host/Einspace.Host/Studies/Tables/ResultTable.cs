using System.Globalization;
using System.Text;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies.Tables;

/// <summary>
/// What studies of the same networks came to, as a table for the evaluator <c>tabular</c>: a line for each network and seed (RFC 4180).
/// </summary>
internal static class ResultTable
{
    /// <summary>The columns. The journal's numbers, written so that they read back to the bit; <c>validation</c> has one for each epoch.</summary>
    public const string Header = "graph,architecture,seed,parameters,multiply-adds,activation-memory,seconds,validation,test,failure";

    /// <summary>Writes the table, replacing what is there at once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="studies">The studies by their seeds.</param>
    /// <returns>How many lines it has without its header.</returns>
    public static int Write(string path, IEnumerable<(ulong Seed, StudyState State)> studies)
    {
        List<string> lines = [.. studies.SelectMany(study => study.State.Trials.Where(IsOfItsOwn).Select(trial => Line(study.Seed, study.State, trial)))];
        lines.Sort(StringComparer.Ordinal);
        File.WriteAllText(path + ".tmp", string.Concat(lines.Prepend(Header).Select(line => line + "\n")));
        File.Move(path + ".tmp", path, overwrite: true);
        return lines.Count;
    }

    /// <summary>Whether a trial ended by its own evaluation.</summary>
    private static bool IsOfItsOwn(StudyTrial trial) => trial is { Counts: true, Finished: { CachedFrom: null, State: not TrialState.Cancelled } };

    private static string Line(ulong seed, StudyState state, StudyTrial trial)
    {
        JournalRecord.Proposed proposed = trial.Proposed;
        string metric = state.Objective.Metric;
        IEnumerable<string> validation = trial.Results.Values.Where(metrics => metrics.ContainsKey(metric)).Select(metrics => Text(metrics[metric]));
        double? test = state.FinalOf(trial.Number) is { } final
            ? final.Metrics.Where(entry => entry.Key.StartsWith("test-", StringComparison.Ordinal)).Select(entry => (double?)entry.Value).FirstOrDefault()
            : null;
        string[] cells =
        [
            proposed.GraphHash,
            proposed.Architecture,
            Text(seed),
            Text(proposed.Parameters),
            Text(proposed.MultiplyAdds),
            Text(proposed.ActivationMemory),
            trial.Duration is { } duration ? duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) : "",
            string.Join(' ', validation),
            test is { } value ? Text(value) : "",
            trial.Finished!.Reason ?? "",
        ];
        return string.Join(',', cells.Select(Quote));
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Quote(string cell) => cell.AsSpan().ContainsAny(",\"\n\r")
        ? new StringBuilder(cell).Replace("\"", "\"\"").Replace('\n', ' ').Replace('\r', ' ').Insert(0, '"').Append('"').ToString()
        : cell;
}
