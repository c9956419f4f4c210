namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>The share of a production from which on a growth rate is below 1, all else as declared.</summary>
/// <param name="Symbol">The symbol, which can derive itself.</param>
/// <param name="Production">A production of it that leads out of the recursion, as in an architecture's text.</param>
/// <param name="IsProbability">Whether the share is a fixed probability; otherwise a weight.</param>
/// <param name="Declared">The declared share.</param>
/// <param name="Measure">The quantity that is to stay finite.</param>
/// <param name="Needed">
/// The least share that is enough, found by sampling with changed shares, to a hundredth of the growth rate; the declared one where that
/// is enough; null where no share is.
/// </param>
public sealed record ConsistencyThreshold(
    string Symbol, string Production, bool IsProbability, double Declared, GrowthMeasure Measure, double? Needed);
