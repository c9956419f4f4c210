namespace Einspace.Sdk.Tests;

/// <summary>
/// The vectors were computed by a program of a few lines in Python, with its own SHA-256 and arbitrary-precision integers; those
/// for the state (1, 2, 3, 4) are also the ones that other implementations of xoshiro256** publish.
/// </summary>
internal sealed class RandomStreamTests
{
    [Test]
    public void TheGeneratorIsXoshiro256StarStar()
    {
        RandomStream random = new(new RandomState(1, 2, 3, 4));

        Assert.That(Take(10, random.NextUInt64), Is.EqualTo(new ulong[]
        {
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625,
            8476171486693032832, 10595114339597558777, 2904607092377533576,
        }));
    }

    [TestCase(0UL, "", new ulong[0], new[] { 0xa2d3e448a728c98bUL, 0x5bcb0ddc825824a0UL, 0xe179b39fc6746d66UL, 0x6e4deaaac445afbcUL })]
    [TestCase(0UL, "proposal", new[] { 0UL }, new[] { 0x9e8ecfdc4cee7657UL, 0x1cbead667a0fa413UL, 0x54492dd476abf0fcUL, 0xb411e6c3866a6ce3UL })]
    [TestCase(0UL, "proposal", new[] { 1UL }, new[] { 0xd10519409d732a86UL, 0x386f5096e8ee74cfUL, 0xc310445d5cd2313bUL, 0xd9fad8e97dc8ac2fUL })]
    [TestCase(1UL, "proposal", new[] { 0UL }, new[] { 0xb90016bca0bfca04UL, 0x9755e2d901724042UL, 0xeb8ed9b20fa5216bUL, 0xac4e63af46b0cc42UL })]
    [TestCase(42UL, "training", new[] { 7UL, 3UL }, new[] { 0x4ce18de66b6927afUL, 0x4b6c885239ef2e0eUL, 0x2e041def53285220UL, 0xb83bf9ce2c2fb3c0UL })]
    [TestCase(ulong.MaxValue, "größe", new[] { ulong.MaxValue }, new[] { 0x9fdba51ff1d85a99UL, 0xf67d9888fa4e1c57UL, 0x39d4369086389ed1UL, 0xfb3f645243207940UL })]
    public void DerivedStreamsAreFrozen(ulong seed, string purpose, ulong[] indices, ulong[] expected) =>
        Assert.That(Take(4, RandomStream.Derive(seed, purpose, indices).NextUInt64), Is.EqualTo(expected));

    [Test]
    public void TheDerivedStateIsTheHash() =>
        Assert.That(RandomStream.Derive(42, "training", 7, 3).State, Is.EqualTo(new RandomState(
            0xe795c147965ee803, 0x62d0378926af70c3, 0x891ba9163cc18ec2, 0x844954452d9f1e69)));

    [Test]
    public void DoublesAreFrozen() =>
        Assert.That(Take(3, RandomStream.Derive(7, "double").NextDouble), Is.EqualTo(
            new[] { 0.2077138209277678, 0.5433866664744477, 0.4060805312653635 }));

    [Test]
    public void IntegersAreFrozen()
    {
        RandomStream random = RandomStream.Derive(7, "int");

        Assert.That(new[] { 1, 2, 3, 10, 1000, int.MaxValue, 6, 6, 6, 6 }.Select(random.NextInt), Is.EqualTo(
            new[] { 0, 0, 2, 1, 440, 1370820343, 2, 0, 4, 0 }));
    }

    [Test]
    public void NormalsAreFrozenUpToTheLastBitsOfTheMachinesLogarithm() =>
        Assert.That(Take(3, RandomStream.Derive(7, "normal").NextNormal), Is.EqualTo(
            new[] { -0.902648954838937, 0.9114775931152719, -0.8263964586290842 }).Within(1e-14));

    [Test]
    public void ShufflesAreFrozen()
    {
        int[] items = [.. Enumerable.Range(0, 10)];
        RandomStream.Derive(7, "shuffle").Shuffle(items.AsSpan());

        Assert.That(items, Is.EqualTo(new[] { 7, 8, 6, 3, 9, 2, 1, 5, 4, 0 }));
    }

    [Test]
    public void AStreamGoesOnFromItsState()
    {
        RandomStream random = RandomStream.Derive(3, "state");
        Take(100, random.NextUInt64);
        RandomStream copy = new(random.State);

        Assert.That(Take(100, copy.NextUInt64), Is.EqualTo(Take(100, random.NextUInt64)));
    }

    [Test]
    public void TheStateOfZerosIsRefused() =>
        Assert.That(() => new RandomStream(default), Throws.ArgumentException);

    [TestCase(0)]
    [TestCase(-1)]
    public void ABoundBelowOneIsRefused(int bound) =>
        Assert.That(() => RandomStream.Derive(0, "").NextInt(bound), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void NumbersStayWithinTheirBounds()
    {
        RandomStream random = RandomStream.Derive(5, "bounds");
        for (int i = 0; i < 10_000; i++)
        {
            Assert.That(random.NextDouble(), Is.GreaterThanOrEqualTo(0.0).And.LessThan(1.0));
            int bound = 1 + random.NextInt(int.MaxValue);
            Assert.That(random.NextInt(bound), Is.GreaterThanOrEqualTo(0).And.LessThan(bound));
        }
    }

    // Critical values of chi-square at the level 0.001; the streams are fixed, so the verdicts are too.
    [TestCase(2, 1, 10.83)]
    [TestCase(7, 1, 22.46)]
    [TestCase(10, 1, 27.88)]
    [TestCase(3, 1 << 29, 13.82, Description = "three bins of a bound that is no power of two")]
    public void IntegersAreUniform(int bins, int width, double critical)
    {
        RandomStream random = RandomStream.Derive(11, "uniform", (ulong)bins, (ulong)width);

        Assert.That(ChiSquare(60_000, bins, () => random.NextInt(bins * width) / width), Is.LessThan(critical));
    }

    [Test]
    public void ShufflesAreUniform()
    {
        RandomStream random = RandomStream.Derive(11, "permutations");
        Dictionary<string, int> seen = [];

        double chiSquare = ChiSquare(24_000, 24, () =>
        {
            char[] items = ['a', 'b', 'c', 'd'];
            random.Shuffle(items.AsSpan());
            string order = new(items);
            seen.TryAdd(order, seen.Count);
            return seen[order];
        });

        Assert.That(chiSquare, Is.LessThan(49.73), "chi-square of 23 degrees of freedom at the level 0.001");
    }

    [Test]
    public void NormalsHaveMeanZeroAndVarianceOne()
    {
        double[] draws = Take(100_000, RandomStream.Derive(13, "moments").NextNormal);

        // 3.3 standard errors: the level 0.001.
        Assert.That(draws.Average(), Is.Zero.Within(3.3 / Math.Sqrt(100_000)));
        Assert.That(draws.Average(x => x * x), Is.EqualTo(1).Within(3.3 * Math.Sqrt(2.0 / 100_000)));
    }

    private static double ChiSquare(int draws, int bins, Func<int> draw)
    {
        int[] counts = new int[bins];
        for (int i = 0; i < draws; i++)
            counts[draw()]++;
        double expected = (double)draws / bins;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }

    private static T[] Take<T>(int count, Func<T> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];
}
