namespace Einspace.Training;

/// <summary>Which statistics batch normalisation uses when a network is scored.</summary>
public enum BatchNormStatistics
{
    /// <summary>Averages over at least 1,000 training examples (all, where there are fewer), taken with the weights to be scored.</summary>
    Recalibrated,

    /// <summary>The running averages of training, momentum 0.1 (reference behaviour).</summary>
    Running,
}
