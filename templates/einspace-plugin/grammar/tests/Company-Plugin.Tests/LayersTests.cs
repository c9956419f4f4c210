using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Company_Plugin.Tests;

internal sealed class LayersTests
{
    private static readonly TaskSpec Images = new("images", new TensorShape(3, 28, 28), InputMode.Image, classes: 10);

    [TestCase("conv(16)", "16,28,28")]
    [TestCase("then(conv(8), pool)", "8,14,14")]
    [TestCase("bypass(then(relu, norm))", "3,28,28")]
    public void ShapesAreThoseOfTheLayers(string text, string shape)
    {
        var grammar = Layers.Declare(new LayersOptions(), Images);
        ComputationGraph graph = grammar.Lower(grammar.Parse(text));
        Assert.That(string.Join(',', graph.Output.Sizes), Is.EqualTo(shape));
    }

    [Test]
    public void ABypassCannotBeAddedToAnotherSize() => Assert.That(
        () => Layers.Declare(new LayersOptions(), Images).Parse("bypass(pool)"), Throws.TypeOf<ArchitectureSyntaxException>());

    [Test]
    public void TokensAreRefused() => Assert.That(
        () => Layers.Declare(new LayersOptions(), new TaskSpec("texts", new TensorShape(5, 8), InputMode.Tokens, classes: 2)),
        Throws.TypeOf<InputException>().With.Message.Contains("takes images"));
}
