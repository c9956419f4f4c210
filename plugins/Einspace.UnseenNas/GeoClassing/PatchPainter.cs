using Einspace.UnseenNas.Tiff;

namespace Einspace.UnseenNas.GeoClassing;

/// <summary>Makes pictures of patches.</summary>
/// <param name="side">Rows and columns of a picture.</param>
/// <param name="options">Brightness and fit.</param>
internal sealed class PatchPainter(int side, GeoClassingOptions options)
{
    /// <summary>Paints a patch.</summary>
    /// <param name="patch">The patch; read from its files.</param>
    /// <param name="picture">Filled, band by band.</param>
    public void Paint(Patch patch, Span<float> picture)
    {
        foreach ((int channel, TiffImage band) in patch.Read().Bands.Index())
            Paint(band, picture.Slice(channel * side * side, side * side));
    }

    /// <summary>Paints a band.</summary>
    /// <param name="band">The band; no smaller than the picture where its middle is cut out.</param>
    /// <param name="picture">Filled, row by row, 0 to 1.</param>
    public void Paint(TiffImage band, Span<float> picture)
    {
        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++)
            {
                picture[(row * side) + column] = options.Fit == PatchFit.Centre
                    ? Level(band, row + ((band.Height - side) / 2), column + ((band.Width - side) / 2))
                    : (float)Mean(band, row, column);
            }
        }
    }

    /// <summary>The mean of what a pixel covers, parts of the band's pixels counted as parts.</summary>
    private double Mean(TiffImage band, int row, int column)
    {
        double high = (double)band.Height / side, wide = (double)band.Width / side;
        double top = row * high, left = column * wide, sum = 0;
        for (int y = (int)top; y < Math.Min(band.Height, top + high); y++)
        {
            double rows = Math.Min(y + 1, top + high) - Math.Max(y, top);
            for (int x = (int)left; x < Math.Min(band.Width, left + wide); x++)
                sum += rows * (Math.Min(x + 1, left + wide) - Math.Max(x, left)) * Level(band, y, x);
        }

        return sum / (high * wide);
    }

    private float Level(TiffImage band, int row, int column) => (float)Math.Min(band.Pixels[(row * band.Width) + column], options.White) / options.White;
}
