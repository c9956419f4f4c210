using System.Text.Json.Serialization;

namespace Einspace.Sdk.Data;

/// <summary>What the axes of an example mean.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InputMode>))]
public enum InputMode
{
    /// <summary>[C, H, W]: channels, height, width.</summary>
    Image,

    /// <summary>[S, D]: S tokens of D features.</summary>
    Tokens,
}
