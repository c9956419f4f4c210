using Einspace.Fidelity.Tests.Vectors;
using Einspace.Grammar;
using Einspace.Sdk.Grammars;

namespace Einspace.Fidelity.Tests;

/// <summary>Every recorded text converts to ours and back to itself.</summary>
[Category("Fidelity")]
internal sealed class NotationTests
{
    private static readonly ArchitectureNotation Notation = new EinspaceFactory().Notations[0];

    [TestCaseSource(nameof(Seeds))]
    public void A_seed_converts_and_back(Recorded<RecordedSeed> recorded) => CheckRoundTrip(recorded.Value.Text);

    [TestCaseSource(nameof(Networks))]
    public void A_network_converts_and_back(Recorded<RecordedNetwork> recorded) => CheckRoundTrip(recorded.Value.Text);

    [TestCaseSource(nameof(Samples))]
    public void A_sample_converts_and_back(Recorded<RecordedSample> recorded) => CheckRoundTrip(recorded.Value.Text);

    private static void CheckRoundTrip(string text) => Assert.That(Notation.Write(Notation.Read(text).Text), Is.EqualTo(text));

    private static IEnumerable<TestCaseData> Seeds() => VectorFolder.Given.Seeds.Cases();

    private static IEnumerable<TestCaseData> Networks() => VectorFolder.Given.Networks.Cases();

    private static IEnumerable<TestCaseData> Samples() => VectorFolder.Given.Samples.Cases();
}
