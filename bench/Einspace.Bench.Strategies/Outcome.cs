namespace Einspace.Bench.Strategies;

/// <summary>What a strategy reached on a landscape: its best score and the mean of the second half, without noise, and its time.</summary>
internal sealed record Outcome(double Best, double LateMean, double Milliseconds, double Slowest);
