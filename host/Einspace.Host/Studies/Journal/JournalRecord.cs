using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies.Journal;

/// <summary>
/// One line of a study's journal. Everything that a study knows is a fold over these; <see cref="Time"/>,
/// <see cref="Dispatched"/>, attempts and sessions say how it came about and are no part of the canonical journal.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(Reloaded), "reloaded")]
[JsonDerivedType(typeof(Measured), "measured")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(Planned), "planned")]
[JsonDerivedType(typeof(Dispatched), "dispatched")]
[JsonDerivedType(typeof(Reported), "reported")]
[JsonDerivedType(typeof(Decided), "decided")]
[JsonDerivedType(typeof(Warned), "warned")]
[JsonDerivedType(typeof(Restarted), "restarted")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Replicated), "replicated")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(Reevaluated), "reevaluated")]
[JsonDerivedType(typeof(Finalised), "finalised")]
[JsonDerivedType(typeof(Closed), "closed")]
internal abstract record JournalRecord
{
    private JournalRecord()
    {
    }

    /// <summary>The record's number in its journal, from 0: a missing or repeated line shows.</summary>
    [JsonPropertyOrder(-2)]
    public long Number { get; init; }

    /// <summary>When it was written.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset Time { get; init; }

    /// <summary>The study began. Always the first record, and never again.</summary>
    internal sealed record Opened : JournalRecord
    {
        /// <summary>The newest format that this version reads, and the one that it writes.</summary>
        public const int CurrentFormat = 1;

        /// <summary>Version of the journal's format: raised whenever an older version would read it wrongly or not at all.</summary>
        public required int Format { get; init; }

        /// <summary>What makes the study this study: configuration keys and their values as text.</summary>
        public required ImmutableSortedDictionary<string, string> Identity { get; init; }

        /// <summary>The budget at the beginning, to which strategies scale their defaults; a resumed study may have a larger one.</summary>
        public required int Trials { get; init; }

        /// <summary>Whether failed trials take no place of the budget.</summary>
        public bool FreeFailures { get; init; }

        /// <summary>What is optimised; the first is the main objective.</summary>
        public required ImmutableArray<Objective> Objectives { get; init; }

        /// <summary>Members of the strategy's population; null where it has none that turns over.</summary>
        public int? Population { get; init; }

        /// <summary>What the strategy trades off; null where it is the objectives.</summary>
        public ImmutableArray<Objective>? TradeOffs { get; init; }

        /// <summary>The task.</summary>
        public required TaskRecord Task { get; init; }

        /// <summary>The plugins that the study uses.</summary>
        public required ImmutableArray<PluginRecord> Plugins { get; init; }
    }

    /// <summary>A later process went on with the study.</summary>
    internal sealed record Resumed : JournalRecord
    {
        /// <summary>The budget from now on.</summary>
        public required int Trials { get; init; }

        /// <summary>The plugins that are used from now on.</summary>
        public required ImmutableArray<PluginRecord> Plugins { get; init; }
    }

    /// <summary>The strategy's plugin was built anew while the study ran, and the new build took over with what the journal holds.</summary>
    internal sealed record Reloaded : JournalRecord
    {
        /// <summary>The first trial that the new build is asked for.</summary>
        public required int Trial { get; init; }

        /// <summary>The new build.</summary>
        public required PluginRecord Plugin { get; init; }

        /// <summary>The build before.</summary>
        public required PluginRecord Before { get; init; }
    }

    /// <summary>What the evaluator said of its machinery, once in a session and again where it changed.</summary>
    internal sealed record Measured : JournalRecord
    {
        /// <summary>Names and values, for example <c>libtorch</c> and <c>blas</c>.</summary>
        public required ImmutableSortedDictionary<string, string> Facts { get; init; }
    }

    /// <summary>A strategy proposed a trial.</summary>
    internal sealed record Proposed : JournalRecord
    {
        /// <summary>The trial's number, from 0.</summary>
        public required int Trial { get; init; }

        /// <summary>Canonical text of the architecture.</summary>
        public required string Architecture { get; init; }

        /// <summary>Trials it descends from.</summary>
        public required ImmutableArray<int> Parents { get; init; }

        /// <summary>How it was made.</summary>
        public required string Operator { get; init; }

        /// <summary>How many positions were tried to make it; null where none was.</summary>
        public int? Tries { get; init; }

        /// <summary>Draws that were passed over to make it; null where there were none.</summary>
        public RepeatedDraws? Repeats { get; init; }

        /// <summary>The strategy's own text.</summary>
        public string? Tag { get; init; }

        /// <summary>Canonical hash of the network.</summary>
        public required string GraphHash { get; init; }

        /// <summary>Trained parameters.</summary>
        public required UInt128 Parameters { get; init; }

        /// <summary>Multiply-adds of one example's forward pass.</summary>
        public required UInt128 MultiplyAdds { get; init; }

        /// <summary>Bytes of activations of one example.</summary>
        public required UInt128 ActivationMemory { get; init; }

        /// <summary>Which limit the network breaks; null where it keeps them all.</summary>
        public string? Violation { get; init; }
    }

    /// <summary>The pruner planned a segment of a trial: its first, or the one of a promotion. Without a pruner there is one, to the horizon.</summary>
    internal sealed record Planned : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>The fidelity that it has reached; 0 where it begins.</summary>
        public required int From { get; init; }

        /// <summary>The fidelity to reach.</summary>
        public required int To { get; init; }
    }

    /// <summary>A trial was given to the executor.</summary>
    internal sealed record Dispatched : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>Search, or the final retraining.</summary>
        public required Purpose Purpose { get; init; }

        /// <summary>How often it was dispatched before.</summary>
        public required int Attempt { get; init; }

        /// <summary>Whether a finished trial is evaluated again, before one is chosen.</summary>
        public bool Reevaluation { get; init; }
    }

    /// <summary>A running evaluation reported.</summary>
    internal sealed record Reported : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>Search, or the final retraining.</summary>
        public required Purpose Purpose { get; init; }

        /// <summary>Which attempt reported.</summary>
        public required int Attempt { get; init; }

        /// <summary>The fidelity reached.</summary>
        public required int Fidelity { get; init; }

        /// <summary>Metrics at that fidelity.</summary>
        public required ImmutableSortedDictionary<string, double> Metrics { get; init; }
    }

    /// <summary>The pruner decided on a report.</summary>
    internal sealed record Decided : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>The attempt that reported.</summary>
        public required int Attempt { get; init; }

        /// <summary>The fidelity of the report.</summary>
        public required int Fidelity { get; init; }

        /// <summary>Whether the trial goes on.</summary>
        public required ReportDecision Decision { get; init; }
    }

    /// <summary>An evaluation told of something that does not stop it.</summary>
    internal sealed record Warned : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>One sentence.</summary>
        public required string Warning { get; init; }
    }

    /// <summary>
    /// The checkpoint of a trial's segment could not be used, or was dropped to make room: its training begins again from 0, up to where the segment ends. What was
    /// measured before stands.
    /// </summary>
    internal sealed record Restarted : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>What was wrong with the checkpoint, or why there is none.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>A segment of a trial ended below the horizon; the trial rests.</summary>
    internal sealed record Paused : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>The fidelity reached.</summary>
        public required int Fidelity { get; init; }

        /// <summary>Metrics at that fidelity.</summary>
        public required ImmutableSortedDictionary<string, double> Metrics { get; init; }
    }

    /// <summary>One of several trainings of a trial's network ended, and was not the last.</summary>
    internal sealed record Replicated : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>Which training it was, from 0.</summary>
        public required int Replicate { get; init; }

        /// <summary>The fidelity reached.</summary>
        public required int Fidelity { get; init; }

        /// <summary>Metrics at that fidelity.</summary>
        public required ImmutableSortedDictionary<string, double> Metrics { get; init; }
    }

    /// <summary>A finished trial's network was trained once more with another seed, before one is chosen.</summary>
    internal sealed record Reevaluated : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>Which training it was, counted on from those of the search.</summary>
        public required int Replicate { get; init; }

        /// <summary>Metrics; empty where it failed.</summary>
        public required ImmutableSortedDictionary<string, double> Metrics { get; init; }

        /// <summary>The kind of failure; null where it did not fail.</summary>
        public FailureKind? Failure { get; init; }

        /// <summary>Why there is no result.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>A trial ended.</summary>
    internal sealed record Finished : JournalRecord
    {
        /// <summary>The trial.</summary>
        public required int Trial { get; init; }

        /// <summary>How it ended.</summary>
        public required TrialState State { get; init; }

        /// <summary>The fidelity reached.</summary>
        public required int Fidelity { get; init; }

        /// <summary>Metrics at that fidelity; empty where there is no score.</summary>
        public required ImmutableSortedDictionary<string, double> Metrics { get; init; }

        /// <summary>The kind of failure; null where it did not fail.</summary>
        public FailureKind? Failure { get; init; }

        /// <summary>Why there is no score.</summary>
        public string? Reason { get; init; }

        /// <summary>The trial of the same network whose result this is; null where it was evaluated.</summary>
        public int? CachedFrom { get; init; }
    }

    /// <summary>The retraining of a trial's network for the final result ended.</summary>
    internal sealed record Finalised : JournalRecord
    {
        /// <summary>The trial whose architecture was retrained.</summary>
        public required int Trial { get; init; }

        /// <summary>The fidelity asked for.</summary>
        public required int Fidelity { get; init; }

        /// <summary>Metrics, those on the test split among them; empty where it failed.</summary>
        public required ImmutableSortedDictionary<string, double> Metrics { get; init; }

        /// <summary>The kind of failure; null where it did not fail.</summary>
        public FailureKind? Failure { get; init; }

        /// <summary>Why there is no result.</summary>
        public string? Reason { get; init; }
    }

    /// <summary>A process left the study in order.</summary>
    internal sealed record Closed : JournalRecord
    {
        /// <summary>Why it ended.</summary>
        public required StudyEnding Ending { get; init; }
    }
}
