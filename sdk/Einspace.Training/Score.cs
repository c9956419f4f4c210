namespace Einspace.Training;

/// <summary>How a network did on a number of examples.</summary>
/// <param name="Loss">Mean cross-entropy, in nats.</param>
/// <param name="Accuracy">Share of examples answered rightly, from 0 to 1.</param>
internal readonly record struct Score(double Loss, double Accuracy);
