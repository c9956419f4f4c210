namespace Einspace.Sdk.Graphs;

/// <summary>How a parameter or buffer starts (reference behaviour: torch's defaults, SPEC section 8).</summary>
/// <param name="Kind">The distribution.</param>
/// <param name="Value">
/// The constant for <see cref="InitialiserKind.Constant"/>, the bound b of U(−b, b) for <see cref="InitialiserKind.Uniform"/>,
/// the standard deviation for <see cref="InitialiserKind.Normal"/>.
/// </param>
public readonly record struct Initialiser(InitialiserKind Kind, double Value);
