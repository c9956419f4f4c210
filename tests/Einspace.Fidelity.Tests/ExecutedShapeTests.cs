using Einspace.Fidelity.Tests.Vectors;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests;

/// <summary>The shapes with which recorded samples ran in the reference, those of Q2 among them, against what we infer without running.</summary>
[Category("Fidelity")]
internal sealed class ExecutedShapeTests
{
    [TestCaseSource(nameof(Running))]
    public void A_recorded_sample_runs_with_the_recorded_shape(Recorded<RecordedSample> recorded)
    {
        RecordedSample sample = recorded.Value;
        Assert.That(Executed(sample), Is.EqualTo(sample.Forward!.Output));
    }

    [TestCaseSource(nameof(Failing))]
    public void A_recorded_sample_that_cannot_run_is_said_to(Recorded<RecordedSample> recorded) =>
        Assert.That(Executed(recorded.Value), Is.Null, recorded.Value.ForwardError);

    /// <summary>The reference fuses convolutions too: they run on grids of other sizes, where patches would not fit.</summary>
    private static TensorShape? Executed(RecordedSample sample) =>
        GraphPasses.Simplify(ReferenceNetworks.Backbone(sample.Text, sample.Input)).ExecutedOutput();

    private static IEnumerable<TestCaseData> Running() => VectorFolder.Given.Samples.Cases(sample => sample.Forward is not null);

    private static IEnumerable<TestCaseData> Failing() => VectorFolder.Given.Samples.Cases(sample => sample.CannotRun);
}
