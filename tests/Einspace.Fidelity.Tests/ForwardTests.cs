using Einspace.Fidelity.Tests.Vectors;
using Einspace.Sdk;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Fidelity.Tests;

/// <summary>
/// Backbones that the reference sampled, run on eight examples in inference with parameters by rule: shape and checksums of what
/// comes out, those of Q2 among them, which run by their recorded shapes or fail as they fail in the reference.
/// </summary>
[Category("Fidelity")]
internal sealed class ForwardTests
{
    private const int Batch = 8;

    // What runs in the time that there is.
    private static readonly UInt128 MostMultiplyAdds = 100_000_000, MostMemory = 32 << 20;

    [TestCaseSource(nameof(Running))]
    public void A_recorded_sample_computes_the_recorded_checksums(Recorded<RecordedSample> recorded)
    {
        RecordedSample sample = recorded.Value;
        RecordedForward expected = sample.Forward!;
        Backends.Each(backend =>
        {
            float[] found = Run(backend, sample, out long[] shape);
            double mean = found.Average(value => (double)value);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(shape, Is.EqualTo((long[])[Batch, .. expected.Output.Sizes]));
                AssertClose(mean, expected.Mean, "mean");
                AssertClose(found.Average(value => Math.Abs((double)value)), expected.MeanOfAbsolutes, "mean of absolutes");
                AssertClose(Math.Sqrt(found.Average(value => (value - mean) * (value - mean))), expected.StandardDeviation, "standard deviation");
                AssertClose(found.Min(), expected.Least, "least");
                AssertClose(found.Max(), expected.Greatest, "greatest");
                AssertClose(found[^1], expected.Last, "last");
                for (int i = 0; i < expected.First.Length; i++)
                    AssertClose(found[i], expected.First[i], $"number {i}");
            }
        });
    }

    [TestCaseSource(nameof(Failing))]
    public void A_sample_that_fails_in_the_reference_fails_here(Recorded<RecordedSample> recorded) => Backends.Each(backend =>
        Assert.That(() => Run(backend, recorded.Value, out _), Throws.TypeOf<TensorException>(), recorded.Value.ForwardError!));

    private static IEnumerable<TestCaseData> Running() => VectorFolder.Given.Samples.Cases(sample => sample.Forward is not null && IsSmall(sample));

    private static IEnumerable<TestCaseData> Failing() => VectorFolder.Given.Samples.Cases(sample => sample.CannotRun && IsSmall(sample));

    private static bool IsSmall(RecordedSample sample)
    {
        try
        {
            GraphCosts costs = ReferenceNetworks.Backbone(sample.Text, sample.Input).Costs();
            return costs.MultiplyAdds <= MostMultiplyAdds && costs.ActivationMemory <= MostMemory;
        }
        catch (Exception exception) when (exception is InputException or ArchitectureSyntaxException or GraphException)
        {
            return true; // Its test says what is wrong with it.
        }
    }

    private static float[] Run(ITensorBackend backend, RecordedSample sample, out long[] shape)
    {
        ComputationGraph lowered = ReferenceNetworks.Backbone(sample.Text, sample.Input);
        using IDisposable pause = backend.WithoutGradients();
        GraphNetwork network = ByRule.Create(backend, lowered, GraphProgram.Compile(GraphPasses.Canonicalise(lowered)));
        Tensor output = network.Forward(ByRule.Input(backend, Batch, sample.Input), ForwardMode.Inference);
        shape = backend.Shape(output);
        return backend.Read(output);
    }

    private static void AssertClose(double found, double expected, string what) =>
        Assert.That(found, Is.EqualTo(expected).Within(1e-4 * Math.Max(1, Math.Abs(expected))), what);
}
