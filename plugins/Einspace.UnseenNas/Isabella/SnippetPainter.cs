using Einspace.UnseenNas.Audio;

namespace Einspace.UnseenNas.Isabella;

/// <summary>Makes spectrograms of snippets; for one thread.</summary>
/// <param name="form">What spectrograms are like.</param>
/// <param name="options">Seconds and rate.</param>
internal sealed class SnippetPainter(SpectrogramForm form, IsabellaOptions options)
{
    private readonly Spectrogram _spectrogram = new(form);
    private readonly Dictionary<int, Resampler> _resamplers = [];

    /// <summary>Paints one.</summary>
    /// <param name="snippet">The snippet; read from its file.</param>
    /// <param name="picture">Filled, band by band.</param>
    public void Paint(Snippet snippet, Span<float> picture)
    {
        int rate = snippet.File.Rate;
        if (!_resamplers.TryGetValue(rate, out Resampler? resampler))
            _resamplers[rate] = resampler = new(rate, options.SampleRate);
        _spectrogram.Draw(resampler.Resample(snippet.File.Read(snippet.First, options.Seconds * rate), form.Samples), picture);
    }
}
