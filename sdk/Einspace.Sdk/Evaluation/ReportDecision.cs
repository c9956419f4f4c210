using System.Text.Json.Serialization;

namespace Einspace.Sdk.Evaluation;

/// <summary>The answer to a report.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportDecision>))]
public enum ReportDecision
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>Return now with what was reached.</summary>
    Stop,
}
