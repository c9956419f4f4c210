using Einspace.Fidelity.Tests.Vectors;
using Einspace.Grammar;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Fidelity.Tests;

/// <summary>Architectures that the reference implementation sampled, with what it recorded of them (SPEC section 15).</summary>
[Category("Fidelity")]
internal sealed class SampleTests
{
    private static readonly ArchitectureNotation Notation = new EinspaceFactory().Notations[0];

    [TestCaseSource(nameof(All))]
    public void The_reference_profile_derives_a_recorded_sample_and_infers_what_was_recorded(Recorded<RecordedSample> recorded)
    {
        RecordedSample sample = recorded.Value;
        Check(sample, Profiles.Reference(sample.Input, sample.Text));
    }

    [TestCaseSource(nameof(Consistent))]
    public void The_corrected_profile_derives_a_consistent_sample_as_recorded(Recorded<RecordedSample> recorded)
    {
        RecordedSample sample = recorded.Value;
        Check(sample, Profiles.Corrected(sample.Input, sample.Text));
    }

    [TestCaseSource(nameof(Inconsistent))]
    public void The_corrected_profile_refuses_a_sample_whose_recorded_shape_execution_contradicts(Recorded<RecordedSample> recorded)
    {
        RecordedSample sample = recorded.Value;
        DerivationCheck check = Profiles.Corrected(sample.Input, sample.Text).Check(Notation.Read(sample.Text));
        Assert.That(check.IsExecutable, Is.False);
        Assert.That(check.Reason, Does.Contain("found 'cat("));
    }

    private static void Check(RecordedSample sample, Sdk.Grammars.Grammar grammar)
    {
        Architecture architecture = Notation.Read(sample.Text);
        ComputationGraph graph = grammar.Lower(grammar.Parse(architecture.Text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(grammar.Check(architecture), Is.EqualTo(new DerivationCheck(true, true, null)));
            Assert.That(graph.Output, Is.EqualTo(sample.Output));
            if (sample.OutputMode is { } mode)
                Assert.That(graph.Output.Rank, Is.EqualTo(mode == "col" ? 2 : 3));
            Assert.That(graph.Costs().Parameters, Is.EqualTo((UInt128)sample.Parameters));
            Assert.That(architecture.Terminals, Is.EqualTo((UInt128)sample.Terminals));
            Assert.That(architecture.Nonterminals, Is.EqualTo((UInt128)sample.Nonterminals));
            if (sample is { UniqueTerminals: { } terminals, UniqueNonterminals: { } nonterminals })
                Assert.That(architecture.UniqueNodes, Is.EqualTo(terminals + nonterminals));
            if (sample.Depth is { } depth)
                Assert.That(architecture.Depth, Is.EqualTo(depth));
            if (sample.Histogram is { } histogram)
                Assert.That(ReferenceHistogram.Of(architecture), Is.EquivalentTo(histogram));
        }
    }

    private static IEnumerable<TestCaseData> All() => VectorFolder.Given.Samples.Cases();

    private static IEnumerable<TestCaseData> Consistent() => VectorFolder.Given.Samples.Cases(sample => sample.Mismatches == 0);

    private static IEnumerable<TestCaseData> Inconsistent() => VectorFolder.Given.Samples.Cases(sample => sample.Mismatches > 0);
}
