namespace Einspace.Sdk.Search;

/// <summary>Draws that a strategy passed over on the way to a proposal, because what they gave had been proposed before.</summary>
/// <param name="Derivations">Those of an architecture that had been proposed to the letter.</param>
/// <param name="Networks">Those of another derivation of a network that had been proposed.</param>
public readonly record struct RepeatedDraws(int Derivations, int Networks);
