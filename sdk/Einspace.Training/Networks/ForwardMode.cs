namespace Einspace.Training.Networks;

/// <summary>How batch normalisation behaves in a forward pass.</summary>
/// <param name="UsesBatchStatistics">Normalise with the batch's own statistics and move the running ones; otherwise normalise with the running ones.</param>
/// <param name="Momentum">Weight of the batch in the running statistics.</param>
public readonly record struct ForwardMode(bool UsesBatchStatistics, double Momentum)
{
    /// <summary>Training: batch statistics, momentum 0.1 (reference behaviour).</summary>
    public static ForwardMode Training { get; } = new(true, 0.1);

    /// <summary>Inference: running statistics.</summary>
    public static ForwardMode Inference { get; } = new(false, 0);

    /// <summary>Batch statistics, the running ones becoming the plain average over all batches since the first.</summary>
    /// <param name="batch">The batch's number, from 0.</param>
    /// <returns>The mode.</returns>
    public static ForwardMode Averaging(int batch) => new(true, 1.0 / (batch + 1));
}
