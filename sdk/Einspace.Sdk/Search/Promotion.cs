namespace Einspace.Sdk.Search;

/// <summary>A paused trial that is to go on.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="To">The fidelity to reach, above what it has reached and at most the horizon.</param>
public sealed record Promotion(int Trial, int To);
