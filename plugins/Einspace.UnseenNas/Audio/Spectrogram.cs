namespace Einspace.UnseenNas.Audio;

/// <summary>
/// Pictures of sound: the power of each mel band in each frame, in decibels below the loudest. Frames are Hann windows around every
/// hop-th sample, with silence before and after the sound.
/// </summary>
internal sealed class Spectrogram
{
    // What counts as silence, so that it has a logarithm.
    private const double Silence = 1e-10;

    private readonly SpectrogramForm _form;
    private readonly double[] _window, _real, _imaginary, _power, _frame, _picture;
    private readonly Fourier _fourier;

    /// <summary>Prepares windows.</summary>
    /// <param name="form">What spectrograms are like.</param>
    public Spectrogram(SpectrogramForm form)
    {
        _form = form;
        _window = [.. Enumerable.Range(0, form.Window).Select(i => Math.Pow(Math.Sin(Math.PI * i / form.Window), 2))];
        (_real, _imaginary, _power) = (new double[form.Window], new double[form.Window], new double[(form.Window / 2) + 1]);
        (_frame, _picture) = (new double[form.Bands], new double[form.Bands * form.Frames]);
        _fourier = new(form.Window);
    }

    /// <summary>Draws a sound.</summary>
    /// <param name="sound">The samples.</param>
    /// <param name="picture">Filled, band by band from the lowest: 0 is the loudest, all else below.</param>
    public void Draw(ReadOnlySpan<float> sound, Span<float> picture)
    {
        for (int frame = 0; frame < _form.Frames; frame++)
        {
            int first = (frame * _form.Hop) - (_window.Length / 2);
            for (int i = 0; i < _window.Length; i++)
                _real[i] = first + i >= 0 && first + i < _form.Samples ? sound[first + i] * _window[i] : 0;
            Array.Clear(_imaginary);
            _fourier.Transform(_real, _imaginary);
            for (int i = 0; i < _power.Length; i++)
                _power[i] = (_real[i] * _real[i]) + (_imaginary[i] * _imaginary[i]);
            _form.Mel.Sum(_power, _frame);
            for (int band = 0; band < _form.Bands; band++)
                _picture[(band * _form.Frames) + frame] = 10 * Math.Log10(Math.Max(_frame[band], Silence));
        }

        double loudest = _picture.Max();
        for (int i = 0; i < _picture.Length; i++)
            picture[i] = (float)Math.Max(_picture[i] - loudest, -_form.Decibels);
    }
}
