using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Plugins;

namespace Einspace.Training;

/// <summary>How a network is trained. Defaults are the paper's for the Unseen NAS tasks (SPEC section 10), but for the batch size.</summary>
public sealed record TrainingOptions
{
    /// <summary>Examples per step.</summary>
    [Description("Examples per training step. A training set smaller than this is one batch; otherwise the last, short batch of an epoch is left out. The paper's 256 is for 45,000 examples and 8 epochs; with few thousand examples it leaves too few steps to tell networks apart.")]
    [Range(2, 65536)]
    [Profile("reference", "256")]
    [Scales(16)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Learning rate of the first epoch.</summary>
    [Description("Learning rate of the first epoch; it falls along half a cosine towards 0 over the epochs.")]
    [Range(0.0, 100.0)]
    public double LearningRate { get; init; } = 0.04;

    /// <summary>Momentum of stochastic gradient descent.</summary>
    [Description("Momentum of stochastic gradient descent.")]
    [Range(0.0, 1.0)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay, on every parameter.</summary>
    [Description("Weight decay, on every parameter (normalisations and biases too, as the reference does).")]
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Which statistics batch normalisation uses when a network is scored.</summary>
    [Description("Which statistics batch normalisation uses when a network is scored: recalibrated on training images before each validation, or the running averages of training, which lag far behind after few steps (the reference's choice).")]
    [Profile("reference", "running")]
    public BatchNormStatistics BatchnormStatistics { get; init; } = BatchNormStatistics.Recalibrated;

    /// <summary>What becomes of a trial whose loss leaves the finite numbers.</summary>
    [Description("What becomes of a trial whose loss leaves the finite numbers: it fails, or it scores as in the epoch before, 0 in the first (the reference's choice, Q17: its infinite losses go unnoticed, and where scores are negative a diverged network wins).")]
    [Profile("reference", "previous-epoch")]
    public NonFiniteLoss NonFiniteLoss { get; init; } = NonFiniteLoss.Fails;

    /// <summary>Threads of one worker.</summary>
    [Description("Threads of one worker. With more than one, results may differ in the last digits from run to run.")]
    [Range(1, 1024)]
    public int Threads { get; init; } = 1;
}
