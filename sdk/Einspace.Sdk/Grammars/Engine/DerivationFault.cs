namespace Einspace.Sdk.Grammars.Engine;

/// <summary>Why an architecture is none of the grammar's, or not derivable.</summary>
/// <param name="Node">The node's number in pre-order.</param>
/// <param name="Part">The part of the node at which it shows.</param>
/// <param name="Found">What stands there; null where the text's end of the node says it best.</param>
/// <param name="Expected">What could stand there.</param>
internal sealed record DerivationFault(int Node, DerivationPart Part, string? Found, string Expected);
