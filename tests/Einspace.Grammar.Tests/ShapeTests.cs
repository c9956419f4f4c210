using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar.Tests;

/// <summary>The shapes that the attribute rules predict, against those of the lowered graph.</summary>
internal sealed class ShapeTests
{
    [TestCase(3, 28, 28)]
    [TestCase(3, 32, 32)]
    [TestCase(12, 8, 8)]
    [TestCase(1, 1, 1)]
    [TestCase(1, 5, 17)]
    [TestCase(16, 32)]
    [TestCase(7, 3)]
    public void Every_sample_lowers(params long[] input)
    {
        Sdk.Grammars.Grammar grammar = Spaces.Corrected(new TensorShape(input));
        for (int i = 0; i < 500; i++)
        {
            SampledArchitecture sample = grammar.Sample(Spaces.Random(i));
            ComputationGraph graph = grammar.Lower(sample.Architecture);
            Assert.That(graph.Output.Rank, Is.InRange(2, 3), sample.Architecture.Text);
        }
    }
}
