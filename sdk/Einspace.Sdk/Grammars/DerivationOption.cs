using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars;

/// <summary>One way to go on with a partial derivation.</summary>
/// <param name="Production">The production's name.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Probability">Its probability among the options of this position, by the grammar's weights.</param>
public sealed record DerivationOption(string Production, ImmutableArray<long> Arguments, double Probability);
