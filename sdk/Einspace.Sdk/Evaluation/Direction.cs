using System.Text.Json.Serialization;

namespace Einspace.Sdk.Evaluation;

/// <summary>Which way a metric is better.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Direction>))]
public enum Direction
{
    /// <summary>Larger is better.</summary>
    Maximise,

    /// <summary>Smaller is better.</summary>
    Minimise,
}
