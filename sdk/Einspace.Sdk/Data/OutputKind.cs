using System.Text.Json.Serialization;

namespace Einspace.Sdk.Data;

/// <summary>What a network answers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputKind>))]
public enum OutputKind
{
    /// <summary>One of a number of classes, by the largest of as many logits.</summary>
    Classification,
}
