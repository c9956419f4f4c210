namespace Einspace.Sdk;

/// <summary>A step of long work, for a progress bar.</summary>
/// <param name="Activity">What is being done, for example <c>drawing digits</c>.</param>
/// <param name="Fraction">The share of the whole work that is done, from 0 to 1.</param>
public readonly record struct ProgressStep(string Activity, double Fraction);
