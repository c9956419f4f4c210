using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Company_Plugin;

/// <summary>The options, given by <c>--set task.noise=0.5</c>.</summary>
internal sealed record StripesOptions
{
    [Description("Examples of the training split.")]
    [Range(16, 1_000_000)]
    public int Train { get; init; } = 2_000;

    [Description("Examples of the validation split.")]
    [Range(16, 1_000_000)]
    public int Validation { get; init; } = 500;

    [Description("Examples of the test split.")]
    [Range(16, 1_000_000)]
    public int Test { get; init; } = 500;

    [Description("Standard deviation of the noise; the stripes go from -1 to 1.")]
    [Range(0.0, 100.0)]
    public double Noise { get; init; } = 1;

    [Description("Seed of phases and noise.")]
    public ulong Seed { get; init; }
}
