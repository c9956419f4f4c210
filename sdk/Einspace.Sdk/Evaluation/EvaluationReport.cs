using System.Collections.Immutable;

namespace Einspace.Sdk.Evaluation;

/// <summary>An intermediate result of a running evaluation.</summary>
/// <param name="Fidelity">The fidelity reached, ascending from report to report.</param>
/// <param name="Metrics">Metrics at that fidelity.</param>
public sealed record EvaluationReport(int Fidelity, ImmutableSortedDictionary<string, double> Metrics);
