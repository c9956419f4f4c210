using System.Text.Json.Serialization;

namespace Einspace.Sdk.Evaluation;

/// <summary>Why a network is evaluated.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Purpose>))]
public enum Purpose
{
    /// <summary>To score a trial: trained on the training split, measured on validation; there is no test split.</summary>
    Search,

    /// <summary>To report a result: trained on training and validation together, measured on the test split.</summary>
    Final,
}
