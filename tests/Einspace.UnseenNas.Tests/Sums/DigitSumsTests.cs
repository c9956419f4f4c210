using Einspace.UnseenNas.Sums;

namespace Einspace.UnseenNas.Tests.Sums;

internal sealed class DigitSumsTests
{
    /// <summary>The counts are those of the public generator's rule, 0 ≤ i + j + k − 1 ≤ 19.</summary>
    [Test]
    public void The_915_triples_fall_into_classes_of_known_sizes() =>
        Assert.That(
            DigitSums.ByClass.Select(triples => triples.Length),
            Is.EqualTo(new[] { 3, 6, 10, 15, 21, 28, 36, 45, 55, 63, 69, 73, 75, 75, 73, 69, 63, 55, 45, 36 }));
}
