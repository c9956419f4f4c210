namespace Einspace.Sdk.Graphs;

/// <summary>The distribution from which a parameter starts.</summary>
public enum InitialiserKind
{
    /// <summary>Every element the same.</summary>
    Constant,

    /// <summary>Uniform between −b and b.</summary>
    Uniform,

    /// <summary>Normal with mean 0.</summary>
    Normal,
}
