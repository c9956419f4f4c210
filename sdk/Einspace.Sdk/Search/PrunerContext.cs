using Einspace.Sdk.Evaluation;

namespace Einspace.Sdk.Search;

/// <summary>What a pruner is made for.</summary>
/// <param name="Objective">The objective by which trials are compared.</param>
/// <param name="Horizon">The full fidelity of a trial, at least 1.</param>
/// <param name="Trials">How many trials the study may finish.</param>
public sealed record PrunerContext(Objective Objective, int Horizon, int Trials);
