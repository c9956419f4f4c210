using System.Text.Json.Serialization;

namespace Einspace.Sdk.Graphs;

/// <summary>What a parameter or buffer of an operator is for; the last part of its path.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParameterRole>))]
public enum ParameterRole
{
    /// <summary>The matrix of a linear map or the kernel of a convolution.</summary>
    Weight,

    /// <summary>The vector added by a linear map or a convolution.</summary>
    Bias,

    /// <summary>The factor of a normalisation.</summary>
    Scale,

    /// <summary>The vector added by a normalisation.</summary>
    Shift,

    /// <summary>A learned tensor, for example a positional encoding.</summary>
    Value,

    /// <summary>Buffer: a batch normalisation's running mean; not trained.</summary>
    RunningMean,

    /// <summary>Buffer: a batch normalisation's running variance; not trained.</summary>
    RunningVariance,
}
