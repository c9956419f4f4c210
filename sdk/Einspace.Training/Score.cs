namespace Einspace.Training;

/// <summary>How a network did on a number of examples.</summary>
/// <param name="Loss">The mean loss; of classifications the cross-entropy, in nats.</param>
/// <param name="Metric">The task's metric.</param>
internal readonly record struct Score(double Loss, double Metric);
