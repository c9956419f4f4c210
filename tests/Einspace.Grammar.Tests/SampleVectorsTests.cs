using System.Text.Json;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Engine;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar.Tests;

/// <summary>
/// Architectures that the reference implementation sampled, with what it recorded of them (SPEC section 15). The folder that
/// EINSPACE_VECTORS names is read where it is set; otherwise the eighty-five that the tests carry.
/// </summary>
internal sealed class SampleVectorsTests
{
    [TestCaseSource(nameof(AllSamples))]
    public void The_reference_s_law_derives_a_recorded_sample_with_the_recorded_shape(JsonElement sample)
    {
        Architecture architecture = ReferenceNotation.Convert(sample.GetProperty("s").GetString()!);
        var reference = (DeclaredGrammar<EinspaceState>)Spaces.Reference(Input(sample));
        Assert.That(reference.Check(architecture), Is.EqualTo(new DerivationCheck(true, true, null)));
        Assert.That(reference.Synthesize(architecture).Shape.Sizes, Is.EqualTo(Sizes(sample.GetProperty("output_shape"))));
    }

    [TestCaseSource(nameof(InconsistentSamples))]
    public void A_sample_that_the_reference_records_with_a_wrong_shape_is_not_executable(JsonElement sample)
    {
        Architecture architecture = ReferenceNotation.Convert(sample.GetProperty("s").GetString()!);
        Assert.That(Spaces.Corrected(Input(sample), depthLimit: 100).Check(architecture).Reason, Does.Contain("found 'cat("));
    }

    [TestCaseSource(nameof(ConsistentSamples))]
    public void A_recorded_sample_is_derivable_and_lowers_to_the_recorded_shape_and_parameters(JsonElement sample)
    {
        Architecture architecture = ReferenceNotation.Convert(sample.GetProperty("s").GetString()!);
        Sdk.Grammars.Grammar grammar = Spaces.Corrected(Input(sample), depthLimit: 100);
        ComputationGraph graph = grammar.Lower(grammar.Parse(architecture.Text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(grammar.Check(architecture), Is.EqualTo(new DerivationCheck(true, true, null)));
            Assert.That(graph.Output.Sizes, Is.EqualTo(Sizes(sample.GetProperty("output_shape"))));
            Assert.That(graph.Costs().Parameters, Is.EqualTo((UInt128)sample.GetProperty("params").GetInt64()));
            Assert.That(architecture.ExpandedNodes, Is.EqualTo(
                (UInt128)(sample.GetProperty("terminals").GetInt64() + sample.GetProperty("nonterminals").GetInt64())));
        }
    }

    private static long[] Sizes(JsonElement batched) => [.. batched.EnumerateArray().Skip(1).Select(size => size.GetInt64())];

    private static TensorShape Input(JsonElement sample) => sample.TryGetProperty("input", out JsonElement input)
        ? new TensorShape([.. input.EnumerateArray().Select(size => size.GetInt64())])
        : Spaces.Image;

    private static IEnumerable<TestCaseData> AllSamples() => Samples(_ => true);

    private static IEnumerable<TestCaseData> ConsistentSamples() => Samples(sample => Mismatches(sample) == 0);

    private static IEnumerable<TestCaseData> InconsistentSamples() => Samples(sample => Mismatches(sample) > 0);

    /// <summary>Branches joined by a <c>cat</c> of another arity (Q2).</summary>
    private static int Mismatches(JsonElement sample) => sample.GetProperty("cat_arity_mismatch").GetInt32();

    private static IEnumerable<TestCaseData> Samples(Func<JsonElement, bool> isWanted)
    {
        string folder = Environment.GetEnvironmentVariable("EINSPACE_VECTORS") is { Length: > 0 } given
            ? given
            : Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors");
        return File.ReadLines(Path.Combine(folder, "samples.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(isWanted)
            .Select(sample => new TestCaseData(sample).SetArgDisplayNames($"seed {sample.GetProperty("seed").GetInt32()}"));
    }
}
