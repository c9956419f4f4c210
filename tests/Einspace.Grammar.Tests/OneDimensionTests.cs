using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Engine;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Testing.Fixtures;

namespace Einspace.Grammar.Tests;

/// <summary>The one-dimensional variant (SPEC section 13).</summary>
internal sealed class OneDimensionTests : GrammarFixture
{
    private static readonly TensorShape Tokens = new(16, 40);

    private static readonly EinspaceOptions Options = new() { Dimensions = 1 };

    [Test]
    public void Symbols_have_the_options_of_the_variant()
    {
        var options = Create().Symbols.ToDictionary(
            symbol => symbol.Name,
            symbol => symbol.Productions.Where(p => p.Weight > 0 || p.Probability > 0).Select(p => ArchitectureText.Label(new(p.Name, p.Arguments))).ToArray());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(options["prerouting"], Has.None.Contains("im2col"));
            Assert.That(options["postrouting"], Is.EqualTo(options["prerouting"]));
            Assert.That(options["computation"], Has.Length.EqualTo(29));
            Assert.That(options["computation"][8..13], Is.EqualTo(new[]
            {
                "linear(2048)", "conv1d(8, 1, 3, 32)", "conv1d(8, 1, 3, 64)", "conv1d(8, 1, 3, 128)", "conv1d(8, 1, 3, 256)",
            }));
            Assert.That(options["computation"][24..26], Is.EqualTo(new[] { "conv1d(1, 1, 0, 256)", "norm" }));
        }
    }

    [TestCase("conv1d(8, 1, 3, 32)", 32, 8)]
    [TestCase("conv1d(5, 1, 2, 64)", 64, 5)]
    [TestCase("conv1d(3, 1, 1, 128)", 128, 3)]
    [TestCase("conv1d(1, 1, 0, 256)", 256, 1)]
    public void A_convolution_keeps_the_length_and_counts_its_parameters(string terminal, int channels, int kernel)
    {
        foreach (TensorShape input in (TensorShape[])[Tokens, new(3, 1)])
        {
            Sdk.Grammars.Grammar grammar = EinspaceGrammar.Build(input, Options);
            ComputationGraph graph = grammar.Lower(grammar.Parse($"seq(comp({terminal}), comp(identity))"));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(graph.Output, Is.EqualTo(new TensorShape(channels, input[2])));
                Assert.That(graph.Costs().Parameters, Is.EqualTo((UInt128)((channels * input[1] * kernel) + channels)));
            }
        }
    }

    [Test]
    public void Predicted_shapes_are_those_of_the_graph()
    {
        var grammar = (DeclaredGrammar<EinspaceState>)Create();
        int convolutions = 0;
        for (int i = 0; i < 800; i++)
        {
            Architecture architecture = grammar.Sample(Spaces.Random(i)).Architecture;
            convolutions += architecture.Text.Contains("conv1d", StringComparison.Ordinal) ? 1 : 0;
            Assert.That(grammar.Lower(architecture).Output, Is.EqualTo(grammar.Synthesize(architecture).Shape), architecture.Text);
        }

        Assert.That(convolutions, Is.GreaterThan(300));
    }

    [Test]
    public void Mutants_stay_tokens_and_go_on_being_mutated()
    {
        // Q11: the reference takes all modes for images after the first mutation.
        Sdk.Grammars.Grammar grammar = Create();
        for (int i = 0; i < 60; i++)
        {
            Architecture architecture = grammar.Sample(Spaces.Random(i)).Architecture;
            for (int generation = 0; generation < 5; generation++)
                architecture = grammar.Mutate(architecture, Spaces.Random((100 * i) + generation))?.Child ?? architecture;
            Assert.That(grammar.Check(architecture).IsDerivable, Is.True, architecture.Text);
        }
    }

    [Test]
    public void Images_are_refused()
    {
        TaskSpec task = new("digits", Spaces.Image, InputMode.Image, 10);
        Assert.That(
            () => new EinspaceFactory().Create(Options, task),
            Throws.TypeOf<InputException>().With.Message.EqualTo(
                "Grammar 'einspace' with dimensions 1 takes [S, D] for tokens; task 'digits' has images of shape [3,28,28]."));
    }

    protected override Sdk.Grammars.Grammar Create() => EinspaceGrammar.Build(Tokens, Options);
}
