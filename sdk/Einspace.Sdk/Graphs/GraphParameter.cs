namespace Einspace.Sdk.Graphs;

/// <summary>A parameter or buffer of a network, calls expanded.</summary>
/// <param name="Path">
/// Its stable path: the paths of the calls that lead to its node, the node's path and the role, joined by '/', as
/// <see cref="GraphPath"/> writes them; for example <c>1[3]/0.1/weight</c>.
/// </param>
/// <param name="Spec">Its role, sizes and initialiser.</param>
public sealed record GraphParameter(string Path, ParameterSpec Spec);
