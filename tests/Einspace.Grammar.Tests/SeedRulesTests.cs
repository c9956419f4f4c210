using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Grammar.Tests;

/// <summary>What seed architectures have and the grammar never draws. Their recorded shapes and counts are tested in Einspace.Fidelity.Tests.</summary>
internal sealed class SeedRulesTests
{
    private static readonly EinspaceFactory Factory = new();

    [TestCase("seq(comp(linear-same), comp(linear-half))", "3,8,28", "3,8,14")]
    [TestCase("seq(linear-double, linear-4th)", "3,8,10", "3,8,5")]
    [TestCase("seq(linear-x4, linear-8th)", "7,10", "7,5")]
    [TestCase("seq(linear-x8, norm)", "7,10", "7,80")]
    [TestCase("seq(linear-8th, norm)", "7,7", "error", Description = "no feature would be left")]
    [TestCase("seq(max-pool(3, 2, 1), comp(max-pool(3, 2, 1)))", "3,28,27", "3,7,7")]
    [TestCase("seq(max-pool(3, 2, 1), comp(norm))", "7,10", "error", Description = "tokens")]
    [TestCase("route(im2col(7, 2, 3), linear(64), col2im)", "3,27,28", "64,14,14")]
    [TestCase("seq(identity, positional-encoding)", "3,27,28", "3,27,28")]
    public void They_run_with_the_shapes_of_the_rules_and_are_not_derivable(string text, string input, string output)
    {
        Sdk.Grammars.Grammar grammar = Spaces.Corrected(Shape(input));
        if (output == "error")
        {
            Assert.That(() => grammar.Parse(text), Throws.TypeOf<ArchitectureSyntaxException>().With.Message.Contains("cannot be computed"));
            return;
        }

        Architecture architecture = grammar.Parse(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(architecture.Text, Is.EqualTo(text));
            Assert.That(grammar.Lower(architecture).Output, Is.EqualTo(Shape(output)));
            Assert.That(grammar.Check(architecture).IsDerivable, Is.False);
        }
    }

    [Test]
    public void A_seed_with_wrapped_terminals_is_the_same_network()
    {
        TaskSpec task = new("example", Spaces.Image, InputMode.Image, classes: 20);
        Sdk.Grammars.Grammar plain = Spaces.Corrected(Spaces.Image);
        Sdk.Grammars.Grammar wrapping = EinspaceGrammar.Build(Spaces.Image, new EinspaceOptions { WrapBareTerminals = true });
        foreach (string name in Factory.SeedNames.Where(name => !name.StartsWith("transformer-", StringComparison.Ordinal) && name != "resnet-block"))
        {
            Architecture bare = Factory.Read(name, plain, task);
            Architecture wrapped = Factory.Read(name, wrapping, task);
            Assert.That(GraphPasses.Simplify(wrapping.Lower(wrapped)).Hash(), Is.EqualTo(GraphPasses.Simplify(plain.Lower(bare)).Hash()), name);
            Assert.That(wrapped.Nonterminals - bare.Nonterminals, Is.EqualTo((UInt128)(name switch
            {
                "resnet18" or "resnet10" => 3,
                "transformer" => 12,
                "mlp-mixer" => 0,
                _ => 2,
            })));
        }
    }

    [Test]
    public void A_seed_can_be_mutated_everywhere()
    {
        TaskSpec task = new("example", Spaces.Image, InputMode.Image, classes: 20);
        Sdk.Grammars.Grammar grammar = Spaces.Corrected(Spaces.Image);
        Architecture seed = Factory.Read("resnet18", grammar, task);
        HashSet<string> mutants = [.. Enumerable.Range(0, 100).Select(i => grammar.Mutate(seed, Spaces.Random(i))).OfType<Mutation>().Select(mutation => mutation.Child.Text)];
        Assert.That(mutants, Has.Count.GreaterThan(90));
        Assert.That(mutants, Has.None.EqualTo(seed.Text));
        Assert.That(mutants, Has.Some.Not.Contains("max-pool"));
    }

    [TestCase("resnet-block", "The seed architecture 'resnet-block' does not run on inputs of shape [3,28,28]: found 'add', which cannot be computed for 2 tensors, [64,28,28] and [3,28,28], expected cat(1, 2).")]
    [TestCase("resnet19", "'resnet19' is neither the name of a seed architecture nor an architecture's text; did you mean 'resnet18'?")]
    [TestCase("alexnet", "'alexnet' is neither the name of a seed architecture nor an architecture's text; there are resnet18, resnet18-no-maxpool, ")]
    [TestCase("seq(comp(norm), bn)", "Architecture text, line 1, column 17: found 'bn', expected seq, branch, route or comp as 'module'.")]
    public void A_seed_that_cannot_be_used_says_why(string seed, string sentence)
    {
        TaskSpec task = new("example", Spaces.Image, InputMode.Image, classes: 20);
        Assert.That(() => Factory.Read(seed, Spaces.Corrected(Spaces.Image), task), Throws.InstanceOf<Sdk.InputException>().With.Message.StartsWith(sentence));
    }

    private static TensorShape Shape(string sizes) => new([.. sizes.Split(',').Select(long.Parse)]);
}
