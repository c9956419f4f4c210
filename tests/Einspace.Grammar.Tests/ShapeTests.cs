using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Engine;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar.Tests;

/// <summary>Shapes: the rules of SPEC section 2 by hand, and the attributes' predictions against the lowered graph's shapes.</summary>
internal sealed class ShapeTests
{
    [TestCase("seq(comp(linear(64)), comp(softmax))", "3,28,28", "3,28,64")]
    [TestCase("seq(comp(linear(64)), comp(norm))", "5,7", "5,64")]
    [TestCase("route(permute(1, 3, 2), comp(leaky-relu), identity)", "2,3,5", "2,5,3")]
    [TestCase("route(permute(2, 1, 3), comp(leaky-relu), identity)", "2,3,5", "3,2,5")]
    [TestCase("route(permute(2, 3, 1), comp(leaky-relu), identity)", "2,3,5", "3,5,2")]
    [TestCase("route(permute(3, 1, 2), comp(leaky-relu), identity)", "2,3,5", "5,2,3")]
    [TestCase("route(permute(3, 2, 1), comp(leaky-relu), identity)", "2,3,5", "5,3,2")]
    [TestCase("route(identity, comp(positional-encoding), permute(2, 1))", "5,7", "7,5")]
    [TestCase("route(im2col(1, 2, 0), comp(norm), identity)", "3,28,27", "196,3")]
    [TestCase("route(im2col(3, 1, 1), comp(linear(64)), col2im)", "3,28,28", "64,28,28")]
    [TestCase("route(im2col(3, 2, 1), comp(norm), identity)", "3,28,28", "196,27")]
    [TestCase("route(im2col(16, 16, 0), comp(norm), identity)", "3,28,28", "1,768")]
    [TestCase("route(im2col(4, 4, 0), route(permute(2, 1), comp(norm), identity), col2im)", "3,28,28", "48,7,7", Description = "Q3")]
    [TestCase("branch(group(2, 2), comp(norm), comp(norm), cat(1, 2))", "4,28,28", "8,14,28")]
    [TestCase("branch(group(4, 3), 4*comp(norm), add)", "4,28,28", "4,28,7")]
    [TestCase("branch(clone(8), 8*comp(norm), cat(3, 8))", "3,28,28", "3,28,224")]
    [TestCase("branch(clone(2), comp(norm), comp(linear(16)), cat(1, 2))", "5,7", "error")]
    [TestCase("branch(clone(2), comp(norm), comp(linear(16)), cat(2, 2))", "5,7", "5,23")]
    [TestCase("branch(clone(2), comp(norm), route(permute(1, 3, 2), comp(norm), identity), dot-product)", "3,8,4", "3,8,8")]
    [TestCase("branch(clone(2), comp(norm), route(permute(2, 1), comp(norm), identity), scaled-dot-product)", "5,7", "5,5")]
    [TestCase("branch(clone(4), 4*comp(norm), cat(1, 2))", "4,8,8", "error", Description = "Q2 corrected")]
    [TestCase("branch(clone(4), 4*branch(clone(2), comp(norm), comp(norm), add), cat(1, 4))", "4,8,8", "16,8,8", Description = "Q8 corrected")]
    [TestCase("seq(comp(norm), comp(norm))", "3,1,1", "3,1,1", Description = "Q5 corrected")]
    public void A_shape_follows_the_rules(string text, string input, string output)
    {
        Sdk.Grammars.Grammar grammar = Spaces.Corrected(Shape(input));
        if (output == "error")
            Assert.That(() => grammar.Parse(text), Throws.TypeOf<ArchitectureSyntaxException>().With.Message.Contains("cannot be computed"));
        else
            Assert.That(grammar.Lower(grammar.Parse(text)).Output, Is.EqualTo(Shape(output)));
    }

    [TestCase("3,28,28")]
    [TestCase("3,32,32")]
    [TestCase("12,8,8")]
    [TestCase("1,1,1")]
    [TestCase("1,5,17")]
    [TestCase("16,32")]
    [TestCase("7,3")]
    [TestCase("1,1")]
    public void Predicted_shapes_are_those_of_the_graph(string input)
    {
        var grammar = (DeclaredGrammar<EinspaceState>)Spaces.Corrected(Shape(input));
        for (int i = 0; i < 800; i++)
        {
            Architecture architecture = grammar.Sample(Spaces.Random(i)).Architecture;
            Assert.That(grammar.Lower(architecture).Output, Is.EqualTo(grammar.Synthesize(architecture).Shape), architecture.Text);
        }
    }

    [Test]
    public void A_shape_that_no_memory_holds_is_a_failed_rule()
    {
        string text = "comp(identity)";
        for (int i = 0; i < 25; i++)
            text = $"seq(branch(clone(8), 8*comp(identity), cat(1, 8)), {text})";
        Assert.That(
            () => Spaces.Corrected(Spaces.Image).Parse(text),
            Throws.TypeOf<ArchitectureSyntaxException>().With.Message.Contains("'cat(1, 8)', which cannot be computed for 8 tensors, [206158430208,28,28]"));
    }

    private static TensorShape Shape(string sizes) => new([.. sizes.Split(',').Select(long.Parse)]);
}
