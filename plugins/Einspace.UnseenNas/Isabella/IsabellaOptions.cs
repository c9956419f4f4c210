using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.UnseenNas.Audio;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Isabella;

/// <summary>Options of the maker of Isabella: all that was never published.</summary>
internal sealed record IsabellaOptions : MakerOptions
{
    /// <summary>Samples in a second that recordings are brought to.</summary>
    [Description("Samples in a second that recordings are brought to; bands reach to half of it.")]
    [Range(1_000, 192_000)]
    public int SampleRate { get; init; } = 22_050;

    /// <summary>Samples of a window.</summary>
    [Description("Samples of a window, a power of two.")]
    [Range(64, 65_536)]
    public int Window { get; init; } = 2_048;

    /// <summary>How bands are spread.</summary>
    [Description("How the 64 bands are spread over frequency: slaney or htk.")]
    public MelScale MelScale { get; init; } = MelScale.Slaney;

    /// <summary>What is more decibels below the loudest counts as so many.</summary>
    [Description("What is more decibels below the loudest of five seconds counts as so many.")]
    [Range(1, 200)]
    public double Decibels { get; init; } = 80;
}
