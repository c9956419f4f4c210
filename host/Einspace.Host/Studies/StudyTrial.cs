using System.Collections.Immutable;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>A trial as the journal tells of it so far.</summary>
internal sealed record StudyTrial
{
    /// <summary>What was proposed, with its costs.</summary>
    public required JournalRecord.Proposed Proposed { get; init; }

    public required TrialState State { get; init; }

    /// <summary>How often its evaluation was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Reports of the newest attempt.</summary>
    public ImmutableList<JournalRecord.Reported> Reports { get; init; } = [];

    /// <summary>When the newest attempt began; null where none did.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>How it ended; null while it has not.</summary>
    public JournalRecord.Finished? Finished { get; init; }

    public int Number => Proposed.Trial;

    /// <summary>Whether the trial takes one of the budget's places.</summary>
    public bool Counts => Proposed.Violation is null;

    /// <summary>How long its newest attempt took; null where it was not evaluated to its end.</summary>
    public TimeSpan? Duration => Finished is { CachedFrom: null } finished && Begun is { } begun ? finished.Time - begun : null;

    /// <summary>The proposal as the strategy made it.</summary>
    public Proposal ToProposal() => new(Architecture.Parse(Proposed.Architecture))
    {
        Parents = Proposed.Parents,
        Operator = Proposed.Operator,
        Tag = Proposed.Tag,
    };

    /// <summary>The finished trial as strategies see it.</summary>
    /// <param name="proposal">Its proposal.</param>
    public Trial ToTrial(Proposal proposal) => Finished is { } finished
        ? new Trial
        {
            Number = Number,
            State = finished.State,
            Proposal = proposal,
            GraphHash = Proposed.GraphHash,
            Fidelity = finished.Fidelity,
            Metrics = finished.Metrics,
            Reason = finished.Reason,
        }
        : throw new InvalidOperationException($"Trial {Number} has not finished.");

    /// <summary>Its score, of which more is better; null where it has none.</summary>
    public double? Score(Objective objective) =>
        Finished is { State: TrialState.Completed or TrialState.Pruned } finished
        && finished.Metrics.TryGetValue(objective.Metric, out double value)
            ? objective.Score(value)
            : null;
}
