using System.Text.Json.Serialization;

namespace Einspace.Sdk.Search;

/// <summary>The state of a trial; the runner's, never a strategy's.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrialState>))]
public enum TrialState
{
    /// <summary>Recorded, not yet running.</summary>
    Proposed,

    /// <summary>Being evaluated.</summary>
    Running,

    /// <summary>Measured at a lower fidelity, and resting until a pruner has it go on.</summary>
    Paused,

    /// <summary>Scored.</summary>
    Completed,

    /// <summary>Ended early by a pruner; has metrics at a lower fidelity.</summary>
    Pruned,

    /// <summary>Could not be scored.</summary>
    Failed,

    /// <summary>Broke a limit and was never run.</summary>
    Rejected,

    /// <summary>Stopped by the user for good.</summary>
    Cancelled,
}
