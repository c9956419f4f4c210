using Einspace.UnseenNas.Audio;
using Einspace.UnseenNas.Isabella;

namespace Einspace.UnseenNas.Tests.Audio;

internal sealed class SpectrogramTests
{
    private const int Rate = 22_050, Samples = 5 * Rate;

    [Test]
    public void The_transform_is_the_sum_that_defines_it()
    {
        RandomStream random = RandomStream.Derive(1, "sound");
        double[] real = [.. Enumerable.Range(0, 32).Select(_ => random.NextNormal())], imaginary = [.. Enumerable.Range(0, 32).Select(_ => random.NextNormal())];
        System.Numerics.Complex[] expected = [.. Enumerable.Range(0, 32).Select(k => Enumerable.Range(0, 32)
            .Aggregate(System.Numerics.Complex.Zero, (sum, n) => sum + (new System.Numerics.Complex(real[n], imaginary[n]) * System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / 32))))];
        new Fourier(32).Transform(real, imaginary);
        Assert.That(real, Is.EqualTo(expected.Select(one => one.Real)).Within(1e-12));
        Assert.That(imaginary, Is.EqualTo(expected.Select(one => one.Imaginary)).Within(1e-12));
    }

    [TestCase(44_100)]
    [TestCase(48_000)]
    [TestCase(16_000)]
    [TestCase(22_050)]
    public void A_tone_at_another_rate_is_the_same_tone(int rate)
    {
        float[] tone = [.. FakeWav.Tone(1_000, rate, 1).Select(sample => (float)sample)];
        float[] resampled = new Resampler(rate, Rate).Resample(tone, Rate);
        Assert.That(resampled[100..^100], Is.EqualTo(FakeWav.Tone(1_000, Rate, 1)[100..^100]).Within(2e-3));
    }

    [Test]
    public void What_the_lower_rate_cannot_tell_is_taken_away()
    {
        float[] tone = [.. FakeWav.Tone(15_000, 48_000, 1).Select(sample => (float)sample)];
        Assert.That(new Resampler(48_000, Rate).Resample(tone, Rate)[100..^100].Max(Math.Abs), Is.LessThan(1e-3));
    }

    // Band k is around (k + 1) / 65 of the mels up to 11,025 Hz: 49.91 by Slaney's scale, 3176 by the other.
    [TestCase(MelScale.Slaney, 440.0, 8)]
    [TestCase(MelScale.Slaney, 1_000.0, 19)]
    [TestCase(MelScale.Slaney, 5_000.0, 49)]
    [TestCase(MelScale.Htk, 1_000.0, 19)]
    public void A_tone_is_one_bright_row(object scale, double hertz, int row)
    {
        float[] picture = Draw([.. FakeWav.Tone(hertz, Rate, 5).Select(sample => (float)sample)], (MelScale)scale);
        for (int frame = 2; frame < 126; frame++)
            Assert.That(Enumerable.Range(0, 64).MaxBy(band => picture[(band * 128) + frame]), Is.EqualTo(row));
        Assert.That((picture.Max(), picture.Min()), Is.EqualTo((0f, -80f)));
    }

    [Test]
    public void Time_goes_to_the_right_and_silence_is_as_loud_as_itself()
    {
        float[] sound = new float[Samples];
        for (int i = Samples / 2; i < Samples; i++)
            sound[i] = (float)Math.Sin(i * 0.3);
        float[] picture = Draw(sound, MelScale.Slaney);
        Assert.That(Enumerable.Range(0, 64).SelectMany(band => Enumerable.Range(0, 60).Select(frame => picture[(band * 128) + frame])), Is.All.EqualTo(-80));
        Assert.That(Enumerable.Range(70, 50).Select(frame => Enumerable.Range(0, 64).Max(band => picture[(band * 128) + frame])), Is.All.GreaterThan(-1));
        Assert.That(Draw(new float[Samples], MelScale.Slaney), Is.All.EqualTo(0));
    }

    private static float[] Draw(float[] sound, MelScale scale)
    {
        float[] picture = new float[64 * 128];
        new Spectrogram(new IsabellaOptions { MelScale = scale }.Form(64, 128)).Draw(sound, picture);
        return picture;
    }
}
