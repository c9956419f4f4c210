using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Einspace.UnseenNas.Digits;

/// <summary>Options of the task <c>digits</c>.</summary>
internal sealed record DigitsOptions
{
    /// <summary>The number of training examples.</summary>
    [Description("Training examples.")]
    [Range(1, 1_000_000)]
    public int Train { get; init; } = 8_000;

    /// <summary>The number of validation examples.</summary>
    [Description("Validation examples.")]
    [Range(1, 1_000_000)]
    public int Validation { get; init; } = 2_000;

    /// <summary>The number of test examples.</summary>
    [Description("Test examples.")]
    [Range(1, 1_000_000)]
    public int Test { get; init; } = 2_000;

    /// <summary>What everything is drawn from; not the study's seed, so that studies with other seeds share the data.</summary>
    [Description("Seed of the drawing; independent of the study's seed, so that studies share the data.")]
    public ulong Seed { get; init; }
}
