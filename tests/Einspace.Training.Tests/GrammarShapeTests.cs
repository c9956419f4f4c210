using Einspace.Grammar;
using Einspace.Sdk.Data;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Testing;
using Einspace.Training.Backends;
using Einspace.Training.Networks;

namespace Einspace.Training.Tests;

/// <summary>What grammars lower to runs with the shapes that were predicted, in libtorch: the one rule for grammars that takes a backend.</summary>
internal sealed class GrammarShapeTests
{
    private static readonly TaskSpec Images = new("images", new TensorShape(3, 8, 8), InputMode.Image, 10);
    private static readonly TaskSpec Tokens = new("tokens", new TensorShape(8, 16), InputMode.Tokens, 10);

    [Test]
    public void The_toy_grammar() => Check(ToyGrammar.Endless);

    [Test]
    public void Einspace_of_images() => Check(new EinspaceFactory().Create(new EinspaceOptions(), Images));

    [Test]
    public void Einspace_of_images_as_the_reference_has_it() =>
        Check(new EinspaceFactory().Create(OptionBinder.Bind<EinspaceOptions>(OptionTree.Empty, profile: "reference") with { DepthLimit = 30 }, Images));

    [Test]
    public void Einspace_of_tokens([Values(1, 2)] int dimensions) =>
        Check(new EinspaceFactory().Create(new EinspaceOptions { Dimensions = dimensions }, Tokens));

    private static void Check(Sdk.Grammars.Grammar grammar)
    {
        Libtorch.Require();
        GrammarSuite.Rules.Single(rule => rule.Name == "executed-shapes").Check(new GrammarUnderTest(grammar, Execute));
    }

    /// <summary>Runs a batch of two zeros.</summary>
    private static TensorShape Execute(ComputationGraph graph)
    {
        using ITensorBackend backend = Libtorch.CreateBackend();
        using IDisposable scope = backend.Scope();
        GraphNetwork network = new(backend, GraphProgram.Compile(graph), seed: 1);
        long[] shape = backend.Shape(network.Forward(backend.Zeros([2, .. graph.Input.Sizes]), ForwardMode.Inference));
        Assert.That(shape[0], Is.EqualTo(2), "the batch");
        return new TensorShape(shape[1..]);
    }
}
