using System.Collections.Immutable;

namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>
/// How much there is on a level for each on the level above, far from any depth limit: the spectral radius of the matrix of mean numbers
/// of children. Below 1 the quantity has a finite expectation without a depth limit (the grammar is consistent in it, Booth and
/// Thompson 1973); above 1 it grows geometrically with the limit.
/// </summary>
/// <param name="Measure">What grows.</param>
/// <param name="ByWeights">
/// The radius by the declared weights, as if nothing failed; how many children a production has is measured. Null for
/// <see cref="GrowthMeasure.Work"/>, which is all about what fails.
/// </param>
/// <param name="Measured">
/// The radius of what was counted; symbols are told apart by their class of attributes. Null where a depth limit was too near to see any
/// recursion.
/// </param>
/// <param name="Classes">
/// The radius of each class of attributes alone: of positions that stay in it. Empty where the grammar names no classes.
/// </param>
public sealed record GrowthRate(
    GrowthMeasure Measure, double? ByWeights, Estimate? Measured, ImmutableSortedDictionary<string, double> Classes);
