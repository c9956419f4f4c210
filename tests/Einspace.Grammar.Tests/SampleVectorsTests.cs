using System.Text.Json;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar.Tests;

/// <summary>
/// Architectures that the reference implementation sampled, with what it recorded of them (SPEC section 15). The folder that
/// EINSPACE_VECTORS names is read where it is set; otherwise the seventy that the tests carry.
/// </summary>
internal sealed class SampleVectorsTests
{
    private static readonly Sdk.Grammars.Grammar Corrected = Spaces.Corrected(Spaces.Image, depthLimit: 100);

    [TestCaseSource(nameof(Samples))]
    public void A_recorded_sample_is_derivable_and_lowers_to_the_recorded_shape_and_parameters(JsonElement sample)
    {
        Architecture architecture = ReferenceNotation.Convert(sample.GetProperty("s").GetString()!);
        ComputationGraph graph = Corrected.Lower(Corrected.Parse(architecture.Text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Corrected.Check(architecture), Is.EqualTo(new DerivationCheck(true, true, null)));
            Assert.That(graph.Output.Sizes, Is.EqualTo(Sizes(sample.GetProperty("output_shape"))));
            Assert.That(graph.Costs().Parameters, Is.EqualTo((UInt128)sample.GetProperty("params").GetInt64()));
            Assert.That(architecture.ExpandedNodes, Is.EqualTo(
                (UInt128)(sample.GetProperty("terminals").GetInt64() + sample.GetProperty("nonterminals").GetInt64())));
        }
    }

    private static long[] Sizes(JsonElement batched) => [.. batched.EnumerateArray().Skip(1).Select(size => size.GetInt64())];

    private static IEnumerable<TestCaseData> Samples()
    {
        string folder = Environment.GetEnvironmentVariable("EINSPACE_VECTORS") is { Length: > 0 } given
            ? given
            : Path.Combine(TestContext.CurrentContext.TestDirectory, "Vectors");
        foreach (string line in File.ReadLines(Path.Combine(folder, "samples.jsonl")))
        {
            JsonElement sample = JsonDocument.Parse(line).RootElement;
            bool isConsistent = !sample.TryGetProperty("cat_arity_mismatch", out JsonElement mismatches) || mismatches.GetInt32() == 0;
            if (isConsistent)
                yield return new TestCaseData(sample).SetArgDisplayNames($"seed {sample.GetProperty("seed").GetInt32()}");
        }
    }
}
