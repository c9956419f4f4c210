namespace Einspace.UnseenNas.Audio;

/// <summary>How high a frequency sounds.</summary>
internal enum MelScale
{
    /// <summary>Linear up to 1000 Hz and logarithmic above, as in Slaney's Auditory Toolbox (1998).</summary>
    Slaney,

    /// <summary>2595 · log10(1 + f / 700), as in the Hidden Markov Model Toolkit.</summary>
    Htk,
}
