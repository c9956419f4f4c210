using Einspace.Sdk.Data;
using Einspace.Sdk.Evaluation;

namespace Company_Plugin.Tests;

internal sealed class StripesTests
{
    [Test]
    public void StripesAlongTheColumnsAreTheSameInEveryRow()
    {
        using ITaskData data = new Stripes(new StripesOptions { Noise = 0 }).Open("", Purpose.Search);
        float[] image = new float[Stripes.Side * Stripes.Side];
        data.Gather(DataSplit.Train, [4], image);
        Assert.That(image[..Stripes.Side], Is.EqualTo(image[^Stripes.Side..]).And.Not.All.EqualTo(image[0]));
    }

    [Test]
    public void OtherDataHaveAnotherFingerprint()
    {
        Assert.That(Fingerprint(new StripesOptions { Noise = 2 }), Is.Not.EqualTo(Fingerprint(new StripesOptions())));

        static string Fingerprint(StripesOptions options) => new Stripes(options).Prepare("", null, CancellationToken.None).Fingerprint;
    }
}
