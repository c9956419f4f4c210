using System.Collections.Immutable;
using Einspace.Sdk.Evaluation;

namespace Einspace.Host.Studies.Journal;

/// <summary>
/// What a journal says of the search itself: its records in order, without times, numbers, sessions and dispatches, and without
/// reports of attempts that were begun again. "The same journal" means equality of this.
/// </summary>
internal static class CanonicalJournal
{
    /// <summary>Projects a journal.</summary>
    /// <param name="records">The journal's records.</param>
    /// <returns>One line of JSON for each record that counts.</returns>
    public static ImmutableArray<string> Project(IReadOnlyList<JournalRecord> records)
    {
        Dictionary<(int Trial, Purpose Purpose), int> last = [];
        foreach (JournalRecord.Dispatched dispatched in records.OfType<JournalRecord.Dispatched>())
            last[(dispatched.Trial, dispatched.Purpose)] = dispatched.Attempt;
        return
        [
            .. records
                .Select(record => record switch
                {
                    JournalRecord.Reported r => r.Attempt == last.GetValueOrDefault((r.Trial, r.Purpose)) ? r with { Attempt = 0 } : null,
                    JournalRecord.Decided d => d.Attempt == last.GetValueOrDefault((d.Trial, Purpose.Search)) ? d with { Attempt = 0 } : null,
                    JournalRecord.Opened or JournalRecord.Proposed or JournalRecord.Finished or JournalRecord.Finalised => record,
                    _ => null,
                })
                .OfType<JournalRecord>()
                .Select(record => JournalLine.Text(record with { Number = 0, Time = default })),
        ];
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
