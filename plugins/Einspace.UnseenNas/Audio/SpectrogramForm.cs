namespace Einspace.UnseenNas.Audio;

/// <summary>What spectrograms are like.</summary>
/// <param name="Bands">Rows, from the lowest.</param>
/// <param name="Frames">Columns.</param>
/// <param name="Samples">Samples of a sound.</param>
/// <param name="Hop">Samples between the middles of two windows.</param>
/// <param name="Window">Samples of a window, a power of two.</param>
/// <param name="Mel">How frequencies are summed to bands.</param>
/// <param name="Decibels">What is more decibels below the loudest counts as so many.</param>
internal sealed record SpectrogramForm(int Bands, int Frames, int Samples, int Hop, int Window, MelBands Mel, double Decibels);
