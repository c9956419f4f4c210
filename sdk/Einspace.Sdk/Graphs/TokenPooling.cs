namespace Einspace.Sdk.Graphs;

/// <summary>Which axis of an output [S, D] the head averages away.</summary>
public enum TokenPooling
{
    /// <summary>The features: the linear map sees one number for each of the S tokens (reference behaviour, Q16).</summary>
    Features,

    /// <summary>The tokens: the linear map sees the D features, as is usual for transformers.</summary>
    Tokens,
}
