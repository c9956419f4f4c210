using System.Collections.Immutable;

namespace Einspace.Sdk.Graphs;

/// <summary>A parameter or buffer that an operator owns.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Sizes">Its sizes; there is no batch axis.</param>
/// <param name="Initialiser">How it starts.</param>
/// <param name="IsTrained">False for buffers such as running statistics.</param>
public sealed record ParameterSpec(
    ParameterRole Role, ImmutableArray<long> Sizes, Initialiser Initialiser, bool IsTrained);
