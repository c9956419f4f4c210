using System.Text.Json.Serialization;

namespace Einspace.Host.Studies;

/// <summary>Why a run of a study ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StudyEnding>))]
internal enum StudyEnding
{
    /// <summary>All trials of the budget finished.</summary>
    Completed,

    /// <summary>The strategy had nothing left to propose.</summary>
    Exhausted,

    /// <summary>As many architectures were proposed as may be, and too many of them broke a limit, or failed where that is free.</summary>
    AttemptsSpent,

    /// <summary>The user stopped it; the same command goes on.</summary>
    Interrupted,
}
