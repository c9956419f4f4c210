using Einspace.UnseenNas.Audio;

namespace Einspace.UnseenNas.Tests.Audio;

internal sealed class WavFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase(1, 16, 1e-4)]
    [TestCase(1, 24, 1e-6)]
    [TestCase(1, 32, 1e-7)]
    [TestCase(3, 32, 1e-7)]
    [TestCase(3, 64, 1e-7)]
    [TestCase(-1, 24, 1e-6, Description = "the extensible form")]
    [TestCase(-3, 32, 1e-7, Description = "the extensible form")]
    public void Samples_of_every_kind_are_read_and_channels_mixed(int kind, int bits, double accuracy)
    {
        double[] left = [0, 0.5, -0.5, 1, -1, 0.25], right = [0, 0.5, 0.25, -1, -1, 0.75];
        File.WriteAllBytes(_folder["one.wav"], FakeWav.Write(kind, bits, 8_000, left));
        File.WriteAllBytes(_folder["two.wav"], FakeWav.Write(kind, bits, 44_100, left, right));

        WavFile one = WavFile.Open(_folder["one.wav"]), two = WavFile.Open(_folder["two.wav"]);
        Assert.That((one.Rate, one.Frames, two.Rate, two.Frames), Is.EqualTo((8_000, 6L, 44_100, 6L)));
        Assert.That(one.Read(0, 6), Is.EqualTo(left).Within(accuracy));
        Assert.That(one.Read(2, 3), Is.EqualTo(left[2..5]).Within(accuracy));
        Assert.That(two.Read(1, 5), Is.EqualTo(left.Zip(right, (a, b) => (a + b) / 2).Skip(1)).Within(accuracy));
        Assert.That(one.File.Sha256, Has.Length.EqualTo(64).And.Not.EqualTo(two.File.Sha256));
    }

    [TestCase(double.NaN)]
    [TestCase(double.NegativeInfinity)]
    public void Samples_that_are_not_finite_are_refused(double sample)
    {
        File.WriteAllBytes(_folder["x.wav"], FakeWav.Write(3, 32, 8_000, [0, 0.5, sample, 1]));
        WavFile file = WavFile.Open(_folder["x.wav"]);
        Assert.That(() => file.Read(1, 3), Throws.InstanceOf<InputException>().With.Message.Contains("x.wav holds").And.Message.Contains("at sample 2"));
        Assert.That(file.Read(0, 2), Is.EqualTo(new[] { 0, 0.5f }));
    }

    [Test]
    public void Wrong_files_are_one_sentence_each()
    {
        byte[] sound = FakeWav.Write(1, 16, 8_000, [0, 0.5, -0.5, 1]);
        AssertRefused([], "ends within its head");
        AssertRefused(sound[..7], "ends within its head");
        AssertRefused(sound[..20], "goes beyond its end");
        AssertRefused(sound[..^1], "promises 8 bytes of samples and has 7; it may be truncated");
        AssertRefused(sound[..36], "has no samples");
        AssertRefused(sound[..40], "ends within its head");
        AssertRefused([.. "ID3 is a song in another form"u8], "is no WAV file: it begins with 'ID3 '");
        AssertRefused([.. "OggS\0\0\0\0WAVE"u8], "is no WAV file");
        AssertRefused([.. sound[..12], .. sound[36..]], "does not say how its samples are written");
        AssertRefused(With(20, 7), "has samples of kind 7 with 16 bits");
        AssertRefused(With(34, 8), "has samples of kind 1 with 8 bits");
        AssertRefused(With(22, 0), "0 channels");
        AssertRefused(With(32, 4), "has samples of 16 bits for 1 channels in 4 bytes; 2 were expected");
        AssertRefused(With(16, 8), "has 8 bytes, where 16 were expected");
        AssertRefused([.. With(24, 0)[..25], 0, .. sound[26..]], "0 samples a second");
        AssertRefused(With(27, 127), "samples a second; at most 1000000 were expected");
        AssertRefused([.. "\u001b[2JWAVE\0\0\0\0"u8], "it begins with '?[2J'");
        Assert.That(() => WavFile.Open(_folder["none.wav"]), Throws.InstanceOf<InputException>().With.Message.Contains("none.wav cannot be read"));

        byte[] With(int at, byte value) => [.. sound[..at], value, .. sound[(at + 1)..]];

        void AssertRefused(byte[] bytes, string sentence)
        {
            File.WriteAllBytes(_folder["x.wav"], bytes);
            Assert.That(() => WavFile.Open(_folder["x.wav"]), Throws.InstanceOf<InputException>().With.Message.Contains("x.wav").And.Message.Contains(sentence));
        }
    }
}
