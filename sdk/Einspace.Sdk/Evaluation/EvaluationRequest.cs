using System.Text.Json.Serialization;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Evaluation;

/// <summary>Everything that an evaluator needs to score one network, in any process: a value, carried as JSON.</summary>
public sealed record EvaluationRequest
{
    /// <summary>The trial's number, from 0.</summary>
    public required int Trial { get; init; }

    /// <summary>How often this trial was dispatched before: 0 the first time.</summary>
    public required int Attempt { get; init; }

    /// <summary>Why the network is evaluated.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>Name of the evaluator part, for example <c>torch</c>.</summary>
    public required string Evaluator { get; init; }

    /// <summary>The evaluator's options.</summary>
    public required OptionTree Options { get; init; }

    /// <summary>The task and its data; null for evaluators that need none (<see cref="EvaluatorFactory.NeedsTask"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required TaskReference? Task { get; init; }

    /// <summary>Canonical text of the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The lowered, simplified network with its head attached.</summary>
    public required ComputationGraph Network { get; init; }

    /// <summary>Canonical hash of <see cref="Network"/>, in hexadecimal; equal networks have equal hashes.</summary>
    public required string GraphHash { get; init; }

    /// <summary>
    /// Seed of this evaluation, derived from the study's evaluation seed, the graph's hash and the replicate: equal
    /// architectures train equally.
    /// </summary>
    public required ulong Seed { get; init; }

    /// <summary>Which repetition of this network's training it is, from 0; <see cref="Seed"/> differs by it.</summary>
    public int Replicate { get; init; }

    /// <summary>The segment to run.</summary>
    public required FidelityRange Fidelity { get; init; }

    /// <summary>
    /// File that an earlier segment wrote at <see cref="FidelityRange.From"/>, to continue from; null starts afresh. Where it is missing
    /// or damaged the answer is a failure of <see cref="FailureKind.Checkpoint"/>, and the evaluation is asked for again from 0.
    /// </summary>
    public string? CheckpointIn { get; init; }

    /// <summary>
    /// File to write at the end of the segment, atomically, its folder being there; null writes none. An evaluator that can go on
    /// without any need not write it.
    /// </summary>
    public string? CheckpointOut { get; init; }

    /// <summary>The device, for example <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Longest wall time of this evaluation; null for no limit. The host enforces it.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
