using System.Text.Json.Serialization;

namespace Einspace.Sdk.Data;

/// <summary>One of the three parts of a dataset.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DataSplit>))]
public enum DataSplit
{
    /// <summary>What networks are trained on.</summary>
    Train,

    /// <summary>What a search is scored on.</summary>
    Validation,

    /// <summary>What a final result is reported on; absent while searching.</summary>
    Test,
}
