namespace Einspace.UnseenNas.GeoClassing;

/// <summary>How a patch becomes a smaller picture.</summary>
internal enum PatchFit
{
    /// <summary>Shrunk: each pixel is the mean of the area it covers.</summary>
    Area,

    /// <summary>Cut out of the middle.</summary>
    Centre,
}
