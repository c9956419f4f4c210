namespace Einspace.UnseenNas.Audio;

/// <summary>
/// Pictures of sound: the power of each mel band in each frame, in decibels below the loudest. Frames are Hann windows around every
/// hop-th sample, with silence before and after the sound.
/// </summary>
internal sealed class Spectrogram
{
    // What counts as silence, so that it has a logarithm.
    private const double Silence = 1e-10;

    private readonly int _bands, _frames, _samples, _hop;
    private readonly double _range;
    private readonly double[] _window, _real, _imaginary, _power, _frame, _picture;
    private readonly Fourier _fourier;
    private readonly MelBands _mel;

    /// <summary>Prepares windows and bands.</summary>
    /// <param name="bands">Rows of a picture, from the lowest.</param>
    /// <param name="frames">Columns of a picture.</param>
    /// <param name="samples">Samples of a sound; the hop is the shortest that gives the frames.</param>
    /// <param name="rate">Samples in a second.</param>
    /// <param name="window">Samples of a window, a power of two.</param>
    /// <param name="scale">How bands are spread.</param>
    /// <param name="range">What is more decibels below the loudest counts as so many.</param>
    public Spectrogram(int bands, int frames, int samples, int rate, int window, MelScale scale, double range)
    {
        (_bands, _frames, _samples, _range, _hop) = (bands, frames, samples, range, (samples / frames) + 1);
        _window = [.. Enumerable.Range(0, window).Select(i => Math.Pow(Math.Sin(Math.PI * i / window), 2))];
        (_real, _imaginary, _power) = (new double[window], new double[window], new double[(window / 2) + 1]);
        (_frame, _picture) = (new double[bands], new double[bands * frames]);
        (_fourier, _mel) = (new(window), new(bands, rate, window, scale));
    }

    /// <summary>Draws a sound.</summary>
    /// <param name="sound">The samples.</param>
    /// <param name="picture">Filled, band by band from the lowest: 0 is the loudest, all else below.</param>
    public void Draw(ReadOnlySpan<float> sound, Span<float> picture)
    {
        for (int frame = 0; frame < _frames; frame++)
        {
            int first = (frame * _hop) - (_window.Length / 2);
            for (int i = 0; i < _window.Length; i++)
                _real[i] = first + i >= 0 && first + i < _samples ? sound[first + i] * _window[i] : 0;
            Array.Clear(_imaginary);
            _fourier.Transform(_real, _imaginary);
            for (int i = 0; i < _power.Length; i++)
                _power[i] = (_real[i] * _real[i]) + (_imaginary[i] * _imaginary[i]);
            _mel.Sum(_power, _frame);
            for (int band = 0; band < _bands; band++)
                _picture[(band * _frames) + frame] = 10 * Math.Log10(Math.Max(_frame[band], Silence));
        }

        double loudest = _picture.Max();
        for (int i = 0; i < _picture.Length; i++)
            picture[i] = (float)Math.Max(_picture[i] - loudest, -_range);
    }
}
