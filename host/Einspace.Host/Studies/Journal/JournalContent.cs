using System.Collections.Immutable;

namespace Einspace.Host.Studies.Journal;

/// <summary>What a journal holds.</summary>
/// <param name="Records">The records in order.</param>
/// <param name="Length">How many bytes they take: where the next record goes.</param>
/// <param name="Torn">How many bytes follow of a last record that was not written to its end; 0 where none do.</param>
internal sealed record JournalContent(ImmutableArray<JournalRecord> Records, long Length, long Torn);
