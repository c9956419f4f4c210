using System.Text.Json.Serialization;

namespace Einspace.Sdk.Evaluation;

/// <summary>Why a trial has no score.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureKind>))]
public enum FailureKind
{
    /// <summary>A loss or metric was NaN or infinite.</summary>
    NotFinite,

    /// <summary>Memory ran out.</summary>
    OutOfMemory,

    /// <summary>The trial's time limit passed.</summary>
    TimeLimit,

    /// <summary>The worker process ended.</summary>
    WorkerLost,

    /// <summary>
    /// The checkpoint to go on from is missing, damaged, or of another training. The trial has not failed: it is begun again from 0.
    /// </summary>
    Checkpoint,

    /// <summary>The evaluator threw, or answered something that the contract forbids.</summary>
    Error,
}
