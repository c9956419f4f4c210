using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.GeoClassing;

/// <summary>Options of the maker of GeoClassing: all that was never published.</summary>
internal sealed record GeoClassingOptions : MakerOptions
{
    /// <summary>Whether all countries have as many examples.</summary>
    [Description("Whether each country has as many examples; otherwise in proportion to what there is of it.")]
    public bool Balanced { get; init; } = true;

    /// <summary>The reflectance that becomes 1.</summary>
    [Description("The number in the files that becomes 1; what is brighter becomes 1 too, and 0 stays 0.")]
    [Range(1, 65_535)]
    public int White { get; init; } = 3_000;

    /// <summary>How patches become pictures of 64×64.</summary>
    [Description("How patches become pictures of 64×64: area shrinks them, centre cuts out their middle.")]
    public PatchFit Fit { get; init; } = PatchFit.Area;
}
