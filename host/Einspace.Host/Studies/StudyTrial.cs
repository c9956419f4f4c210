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

    /// <summary>How often its evaluation was begun, each segment and each repetition counted.</summary>
    public int Attempts { get; init; }

    /// <summary>The newest segment that a pruner planned; null where none was.</summary>
    public JournalRecord.Planned? Segment { get; init; }

    /// <summary>What the segments that ended below the horizon came to.</summary>
    public ImmutableList<JournalRecord.Paused> Pauses { get; init; } = [];

    /// <summary>Reports of those segments, and of the newest attempt.</summary>
    public ImmutableList<JournalRecord.Reported> Reports { get; init; } = [];

    /// <summary>What its trainings came to, where there are several: all but the last.</summary>
    public ImmutableList<JournalRecord.Replicated> Replicates { get; init; } = [];

    /// <summary>What later trainings with other seeds came to, before one trial was chosen.</summary>
    public ImmutableList<JournalRecord.Reevaluated> Reevaluations { get; init; } = [];

    /// <summary>When the newest attempt began; null where none did.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>How long the segments took that ended below the horizon, and the trainings before the newest.</summary>
    public TimeSpan TimeBefore { get; init; }

    /// <summary>How it ended; null while it has not.</summary>
    public JournalRecord.Finished? Finished { get; init; }

    public int Number => Proposed.Trial;

    /// <summary>Whether the trial takes one of the budget's places.</summary>
    public bool Counts => Proposed.Violation is null;

    /// <summary>The fidelity at which it rested last; 0 where it never did.</summary>
    public int Rested => Pauses is [.., { } last] ? last.Fidelity : 0;

    /// <summary>What it came to so far: its result, or what it rested with last; null before either.</summary>
    public (int Fidelity, ImmutableSortedDictionary<string, double> Metrics)? Result =>
        Finished is { } finished ? (finished.Fidelity, finished.Metrics)
        : Pauses is [.., { } last] ? (last.Fidelity, last.Metrics)
        : null;

    /// <summary>All that was measured, by fidelity.</summary>
    public ImmutableSortedDictionary<int, ImmutableSortedDictionary<string, double>> Results
    {
        get
        {
            var results = ImmutableSortedDictionary.CreateBuilder<int, ImmutableSortedDictionary<string, double>>();
            foreach (JournalRecord.Reported report in Reports)
                results[report.Fidelity] = report.Metrics;
            foreach (JournalRecord.Paused pause in Pauses)
                results[pause.Fidelity] = pause.Metrics;
            if (Finished is { Fidelity: > 0 } finished)
                results[finished.Fidelity] = finished.Metrics;
            return results.ToImmutable();
        }
    }

    /// <summary>How long its segments took; null where it was not evaluated to its end.</summary>
    public TimeSpan? Duration => Finished is { CachedFrom: null } finished && Begun is { } begun
        ? TimeBefore + (Rested > 0 && finished.Fidelity == Rested ? TimeSpan.Zero : finished.Time - begun)
        : null;

    /// <summary>How long the training that runs took until then, its earlier segments included.</summary>
    public TimeSpan TrainingTime(DateTimeOffset until) => (Replicates.IsEmpty ? TimeBefore : TimeSpan.Zero) + (until - (Begun ?? until));

    /// <summary>What it costs, by a name of <see cref="CostMetric"/>; null where that is unknown, or no such name.</summary>
    public double? Cost(string metric) => metric switch
    {
        CostMetric.Parameters => (double)Proposed.Parameters,
        CostMetric.MultiplyAdds => (double)Proposed.MultiplyAdds,
        CostMetric.ActivationMemory => (double)Proposed.ActivationMemory,
        CostMetric.Seconds => Duration?.TotalSeconds,
        _ => null,
    };

    /// <summary>The proposal as the strategy made it.</summary>
    public Proposal ToProposal() => new(Architecture.Parse(Proposed.Architecture))
    {
        Parents = Proposed.Parents,
        Operator = Proposed.Operator,
        Tries = Proposed.Tries ?? 0,
        Repeats = Proposed.Repeats ?? default,
        Tag = Proposed.Tag,
    };

    /// <summary>The finished trial as strategies see it.</summary>
    /// <param name="proposal">Its proposal.</param>
    /// <param name="evaluated">The trial that was evaluated: itself, or the one of the same network whose result it has.</param>
    public Trial ToTrial(Proposal proposal, StudyTrial evaluated) => Finished is { } finished
        ? ToTrial(proposal, finished.State, finished.Fidelity, finished.Metrics, HasScore ? evaluated : null) with { Reason = finished.Reason }
        : throw new InvalidOperationException($"Trial {Number} has not finished.");

    /// <summary>The trial as strategies see it when it rests.</summary>
    /// <param name="proposal">Its proposal.</param>
    /// <param name="pause">What it rests with; more may be known by now.</param>
    public Trial ToTrial(Proposal proposal, JournalRecord.Paused pause) =>
        ToTrial(proposal, TrialState.Paused, pause.Fidelity, pause.Metrics, this);

    /// <summary>Its score, of which more is better; null where it has none.</summary>
    public double? Score(Objective objective) =>
        HasScore && Result is { } result && result.Metrics.TryGetValue(objective.Metric, out double value)
            ? objective.Score(value)
            : null;

    /// <summary>The mean of its score, counted as often as it was trained for it, and of those of its re-evaluations; null where one failed or is missing.</summary>
    public double? ScoreOfAll(Objective objective)
    {
        if (Score(objective) is not { } score || Reevaluations.IsEmpty || Reevaluations.Exists(again => !again.Metrics.ContainsKey(objective.Metric)))
            return null;
        int trainings = Reevaluations.Min(again => again.Replicate);
        return ((score * trainings) + Reevaluations.Sum(again => objective.Score(again.Metrics[objective.Metric]))) / (trainings + Reevaluations.Count);
    }

    // A trial that rested once keeps what it rested with while it goes on, and loses it only by failing.
    private bool HasScore => Finished is null or { State: TrialState.Completed or TrialState.Pruned };

    private Trial ToTrial(
        Proposal proposal, TrialState state, int fidelity, ImmutableSortedDictionary<string, double> metrics, StudyTrial? evaluated) => new()
    {
        Number = Number,
        State = state,
        Proposal = proposal,
        GraphHash = Proposed.GraphHash,
        Fidelity = fidelity,
        Metrics = metrics,
        Results = evaluated?.Results.RemoveRange(evaluated.Results.Keys.Where(key => key > fidelity)) ?? Trial.NoResults,
    };
}
