using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Einspace.Sdk;
using Einspace.UnseenNas.Audio;
using Einspace.UnseenNas.Making;

namespace Einspace.UnseenNas.Isabella;

/// <summary>Options of the maker of Isabella: all that was never published.</summary>
internal sealed record IsabellaOptions : MakerOptions
{
    /// <summary>Whether all eras have as many examples.</summary>
    [Description("Whether each era has as many examples; otherwise in proportion to what there is of it.")]
    public bool Balanced { get; init; } = true;

    /// <summary>Samples in a second that recordings are brought to.</summary>
    [Description("Samples in a second that recordings are brought to.")]
    [Range(1_000, 192_000)]
    public int SampleRate { get; init; } = 22_050;

    /// <summary>How long a snippet is; the published description says five seconds.</summary>
    [Description("Seconds of sound in an example; published are 5.")]
    [Range(1, 60)]
    public int Seconds { get; init; } = 5;

    /// <summary>How far apart snippets of a recording begin.</summary>
    [Description("How far apart examples of one recording begin, in lengths of an example: with 1 each begins where the one before it ends, with 0.5 they overlap by half, with 2 every second is left out.")]
    [Range(0.01, 1_000)]
    public double Stride { get; init; } = 1;

    /// <summary>Samples of a window.</summary>
    [Description("Samples of a window, a power of two.")]
    [Range(64, 65_536)]
    public int Window { get; init; } = 2_048;

    /// <summary>Samples between the middles of two windows; null for the fewest that make windows enough.</summary>
    [Description("Samples between the middles of two windows; by default the fewest with which 128 windows cover an example: 862 for 5 seconds at 22,050 samples a second.")]
    [Range(1, int.MaxValue)]
    public int? Hop { get; init; }

    /// <summary>How bands are spread.</summary>
    [Description("How the 64 bands are spread over frequency: slaney or htk.")]
    public MelScale MelScale { get; init; } = MelScale.Slaney;

    /// <summary>Where the lowest band begins, in hertz.</summary>
    [Description("Where the lowest band begins, in hertz.")]
    [Range(0, 96_000)]
    public double Lowest { get; init; }

    /// <summary>Where the highest band ends, in hertz; null for half the rate.</summary>
    [Description("Where the highest band ends, in hertz; by default half the rate, beyond which there is nothing.")]
    [Range(1, 96_000)]
    public double? Highest { get; init; }

    /// <summary>What is more decibels below the loudest counts as so many.</summary>
    [Description("What is more decibels below the loudest of an example counts as so many.")]
    [Range(1, 200)]
    public double Decibels { get; init; } = 80;

    /// <summary>These options with all that follows from others, or a sentence where they do not fit each other.</summary>
    /// <param name="bands">Rows of a spectrogram.</param>
    /// <param name="frames">Columns of a spectrogram.</param>
    /// <exception cref="InputException">They do not fit; the sentence names them.</exception>
    public SpectrogramForm Form(int bands, int frames)
    {
        if (!BitOperations.IsPow2(Window))
            throw new InputException($"Option maker.window: found {Window}; a power of two was expected.");

        // With fewer the end of the sound would have no window, with more the last window would have no sound.
        int samples = Seconds * SampleRate, fewest = (samples / frames) + 1, most = Math.Max(fewest, (samples + (Window / 2) - 1) / (frames - 1)), hop = Hop ?? fewest;
        if (hop < fewest || hop > most)
            throw new InputException($"Option maker.hop: found {hop}; for {frames} windows in {Seconds} s at {SampleRate} samples a second {fewest} to {most} were expected.");

        double half = SampleRate / 2.0, highest = Highest ?? half;
        if (highest > half)
            throw new InputException($"Option maker.highest: found {highest} Hz; {SampleRate} samples a second (maker.sample-rate) tell no more than {half} Hz.");
        if (Lowest >= highest)
            throw new InputException($"Options maker.lowest and maker.highest: found {Lowest} and {highest} Hz; the lowest band must begin below the end of the highest.");
        MelBands mel = new(bands, SampleRate, Window, MelScale, Lowest, highest);
        if (mel.Empty > 0)
        {
            throw new InputException($"Option maker.window: {Window} samples at {SampleRate} a second tell frequencies {(double)SampleRate / Window:0.#} Hz apart, "
                + $"and {mel.Empty} of {bands} bands from {Lowest} to {highest} Hz are narrower and would be empty; use a longer window, or wider bands.");
        }

        return new(bands, frames, samples, hop, Window, mel, Decibels);
    }
}
