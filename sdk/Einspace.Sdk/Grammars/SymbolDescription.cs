using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars;

/// <summary>A symbol of a grammar, for people and for strategies that learn about productions.</summary>
/// <param name="Name">The symbol's name.</param>
/// <param name="Productions">Its productions, in the order in which they are declared.</param>
public sealed record SymbolDescription(string Name, ImmutableArray<ProductionDescription> Productions);
