using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Studies.Journal;

/// <summary>
/// What a journal says of the search itself: its records in order, without times (one that is an objective
/// among them), numbers, sessions, dispatches and restarts, and without reports of attempts that were begun again. "The same journal" means equality of this.
/// </summary>
internal static class CanonicalJournal
{
    /// <summary>Projects a journal.</summary>
    /// <param name="records">The journal's records.</param>
    /// <returns>One line of JSON for each record that counts.</returns>
    public static ImmutableArray<string> Project(IReadOnlyList<JournalRecord> records)
    {
        HashSet<(int Trial, Purpose Purpose, int Attempt)> repeated = Repeated(records);
        bool isTimed = records.OfType<JournalRecord.Opened>().Any(opened => opened.Objectives.Any(objective => objective.Metric == CostMetric.Seconds));
        return
        [
            .. records
                .Select(record => isTimed ? WithoutSeconds(record) : record)
                .Select(record => record switch
                {
                    JournalRecord.Reported r => repeated.Contains((r.Trial, r.Purpose, r.Attempt)) ? null : r with { Attempt = 0 },
                    JournalRecord.Decided d => repeated.Contains((d.Trial, Purpose.Search, d.Attempt)) ? null : d with { Attempt = 0 },
                    JournalRecord.Opened or JournalRecord.Reloaded or JournalRecord.Proposed or JournalRecord.Planned or JournalRecord.Paused
                        or JournalRecord.Replicated or JournalRecord.Reevaluated
                        or JournalRecord.Finished or JournalRecord.Finalised => record,
                    _ => null,
                })
                .OfType<JournalRecord>()
                .Select(record => JournalLine.Text(record with { Number = 0, Time = default })),
        ];
    }

    private static JournalRecord WithoutSeconds(JournalRecord record) => record switch
    {
        JournalRecord.Reported reported => reported with { Metrics = reported.Metrics.Remove(CostMetric.Seconds) },
        JournalRecord.Paused paused => paused with { Metrics = paused.Metrics.Remove(CostMetric.Seconds) },
        JournalRecord.Replicated replicated => replicated with { Metrics = replicated.Metrics.Remove(CostMetric.Seconds) },
        JournalRecord.Reevaluated again => again with { Metrics = again.Metrics.Remove(CostMetric.Seconds) },
        JournalRecord.Finished finished => finished with { Metrics = finished.Metrics.Remove(CostMetric.Seconds) },
        _ => record,
    };

    /// <summary>The attempts that came to no end and were begun again.</summary>
    public static HashSet<(int Trial, Purpose Purpose, int Attempt)> Repeated(IReadOnlyList<JournalRecord> records)
    {
        Dictionary<(int Trial, Purpose Purpose), int> open = [];
        HashSet<(int Trial, Purpose Purpose, int Attempt)> repeated = [];
        foreach (JournalRecord record in records)
        {
            switch (record)
            {
                case JournalRecord.Dispatched { Reevaluation: false } dispatched:
                    if (open.TryGetValue((dispatched.Trial, dispatched.Purpose), out int attempt))
                        repeated.Add((dispatched.Trial, dispatched.Purpose, attempt));
                    open[(dispatched.Trial, dispatched.Purpose)] = dispatched.Attempt;
                    break;
                case JournalRecord.Paused paused:
                    open.Remove((paused.Trial, Purpose.Search));
                    break;
                case JournalRecord.Replicated replicated:
                    open.Remove((replicated.Trial, Purpose.Search));
                    break;
                case JournalRecord.Finished finished:
                    open.Remove((finished.Trial, Purpose.Search));
                    break;
                case JournalRecord.Finalised final:
                    open.Remove((final.Trial, Purpose.Final));
                    break;
            }
        }

        return repeated;
    }

    /// <summary>Compares two journals.</summary>
    /// <param name="left">One journal's records.</param>
    /// <param name="right">The other's.</param>
    /// <returns>Where they first differ, with both lines; null where they are the same journal.</returns>
    public static string? Difference(IReadOnlyList<JournalRecord> left, IReadOnlyList<JournalRecord> right)
    {
        ImmutableArray<string> a = Project(left), b = Project(right);
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            string x = i < a.Length ? a[i] : "the end", y = i < b.Length ? b[i] : "the end";
            if (x != y)
                return $"Canonical record {i} differs:\n{x}\n{y}";
        }

        return null;
    }
}
