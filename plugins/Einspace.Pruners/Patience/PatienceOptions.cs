using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.Pruners.Patience;

/// <summary>Options of <c>patience</c>.</summary>
public sealed record PatienceOptions
{
    /// <summary>Epochs without progress before a trial is stopped.</summary>
    [Description("Epochs without progress after which a trial is stopped. The default follows Prechelt (1998), who stops after 3 to 8 bad strips of 5 epochs.")]
    [Range(1, 1_000_000)]
    public int Epochs { get; init; } = 3;

    /// <summary>What counts as progress.</summary>
    [Description("By how much the objective must pass its best to count as progress.")]
    [Range(0.0, double.MaxValue)]
    public double MinimumImprovement { get; init; }

    /// <summary>Epochs that every trial is given.</summary>
    [Description("Epochs that every trial is given before it may be stopped.")]
    [Range(1, 1_000_000)]
    public int MinimumEpochs { get; init; } = 1;
}
