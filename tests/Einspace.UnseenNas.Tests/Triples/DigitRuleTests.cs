using Einspace.UnseenNas.Triples;

namespace Einspace.UnseenNas.Tests.Triples;

/// <summary>The counts are those of the public generator's rules.</summary>
internal sealed class DigitRuleTests
{
    [Test]
    public void AddNists_915_triples_fall_into_classes_of_known_sizes() =>
        Assert.That(
            DigitRule.Sum.ByClass.Select(triples => triples.Length),
            Is.EqualTo(new[] { 3, 6, 10, 15, 21, 28, 36, 45, 55, 63, 69, 73, 75, 75, 73, 69, 63, 55, 45, 36 }));

    [Test]
    public void MultNists_1000_triples_fall_into_classes_of_known_sizes() =>
        Assert.That(
            DigitRule.LastDigitOfProduct.ByClass.Select(triples => triples.Length),
            Is.EqualTo(new[] { 427, 16, 112, 16, 112, 61, 112, 16, 112, 16 }));
}
