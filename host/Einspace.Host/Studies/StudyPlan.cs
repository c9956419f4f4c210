using System.Collections.Immutable;
using Einspace.Host.Studies.Journal;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies;

/// <summary>All that the runner needs of a study: its parts, made, and its numbers, resolved.</summary>
internal sealed record StudyPlan
{
    /// <summary>The strategy's name, for messages.</summary>
    public required string StrategyName { get; init; }

    /// <summary>The strategy at its beginning: the runner applies what the journal holds.</summary>
    public required ISearchStrategy Strategy { get; init; }

    /// <summary>The pruner's name, for messages.</summary>
    public string? PrunerName { get; init; }

    /// <summary>The pruner at its beginning; null lets every trial run to the horizon.</summary>
    public IPruner? Pruner { get; init; }

    /// <summary>The folder of the checkpoints that paused trials leave.</summary>
    public required string CheckpointFolder { get; init; }

    /// <summary>The grammar's name, for messages.</summary>
    public string GrammarName { get; init; } = "";

    /// <summary>How many bytes the checkpoints of resting trials may take.</summary>
    public long CheckpointSpace { get; init; } = long.MaxValue;

    /// <summary>Makes a network of an architecture, with its head, costs and hash.</summary>
    public required Func<Architecture, Network> Realise { get; init; }

    /// <summary>What is written when the study begins.</summary>
    public required JournalRecord.Opened Opened { get; init; }

    /// <summary>The study's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many trials may take a place of the budget.</summary>
    public required int Trials { get; init; }

    /// <summary>How many trials may be proposed, rejected ones included.</summary>
    public required int Attempts { get; init; }

    /// <summary>The full fidelity of a trial.</summary>
    public required int Epochs { get; init; }

    /// <summary>How often each network is trained, at least 1.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>How many of the best networks are trained as often again, before one is chosen.</summary>
    public int ReevaluateTop { get; init; }

    /// <summary>The fidelity of the final retraining; null for none.</summary>
    public int? FinalEpochs { get; init; }

    /// <summary>Whether every network with a score is retrained for a final result, and not only the chosen one.</summary>
    public bool FinalisesAll { get; init; }

    /// <summary>The evaluator's name.</summary>
    public required string Evaluator { get; init; }

    /// <summary>The evaluator's options.</summary>
    public OptionTree Options { get; init; } = OptionTree.Empty;

    /// <summary>Where the task's data are; null where the evaluator needs none.</summary>
    public TaskReference? Task { get; init; }

    /// <summary>The device.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>How long a trial may take; null for no limit.</summary>
    public TimeSpan? TrialTimeout { get; init; }

    /// <summary>How long the strategy may think about one proposal, and strategy or pruner about one event.</summary>
    public TimeSpan ProposeTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an evaluation that was told to end may hold its slot; workers are killed long before.</summary>
    public TimeSpan EvaluatorPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many workers may be lost in a row, none having scored a trial in between.</summary>
    public int LossesInARow { get; init; } = 5;
}
