namespace Einspace.Sdk.Grammars;

/// <summary>An architecture that was drawn from a grammar.</summary>
/// <param name="Architecture">The architecture.</param>
/// <param name="Draws">How many productions were drawn for it, those of failed attempts included.</param>
public readonly record struct SampledArchitecture(Architecture Architecture, long Draws);
