using Einspace.Sdk;
using Einspace.Sdk.Data;
using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;

namespace Einspace.Grammar.Tests;

internal sealed class EinspaceGrammarTests
{
    private static readonly Sdk.Grammars.Grammar Grammar = Spaces.Corrected(Spaces.Image);

    [Test]
    public void Symbols_have_the_options_of_the_paper()
    {
        Dictionary<string, int> counts = Grammar.Symbols.ToDictionary(
            symbol => symbol.Name, symbol => symbol.Productions.Count(production => production.Weight > 0 || production.Probability > 0));
        Assert.That(counts, Is.EquivalentTo(new Dictionary<string, int>
        {
            ["network"] = 4, ["module"] = 4, ["branching"] = 12, ["aggregation"] = 12, ["prerouting"] = 14, ["postrouting"] = 8, ["computation"] = 13,
        }));
        Assert.That(
            Grammar.Symbols.SelectMany(symbol => symbol.Productions).Where(production => production.Probability is not null),
            Is.All.Matches<ProductionDescription>(production => production is { Name: "comp", Probability: 0.32 }));
    }

    [Test]
    public void The_root_is_no_computation_unless_nothing_else_may_be()
    {
        Assert.That(Grammar.Begin().Options.Select(option => option.Production), Is.EqualTo(new[] { "seq", "branch", "route" }));
        Assert.That(Spaces.Corrected(Spaces.Image, depthLimit: 0).Begin().Options.Single().Production, Is.EqualTo("comp"));
    }

    [Test]
    public void Minimum_and_limit_bound_the_depth()
    {
        EinspaceOptions options = new() { MinimumDepth = 2, DepthLimit = 3 };
        Sdk.Grammars.Grammar grammar = EinspaceGrammar.Build(Spaces.Image, options);
        for (int i = 0; i < 300; i++)
        {
            foreach (int depth in ComputationDepths(grammar.Sample(Spaces.Random(i)).Architecture.Root, 0))
                Assert.That(depth, Is.InRange(2, 3));
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_samples_for_ever()
    {
        string[] texts = [.. Enumerable.Range(0, 100).Select(i => Grammar.Sample(Spaces.Random(i)).Architecture.Text)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(texts[0], Is.EqualTo(
                "route(im2col(4, 4, 0), seq(branch(group(8, 2), 8*comp(linear(128)), cat(2, 8)), comp(linear(32))), col2im)"));
            Assert.That(texts[2], Is.EqualTo("branch(clone(8), 8*comp(linear(32)), cat(3, 8))"));
            Assert.That(ArchitectureText.Hash(string.Join('\n', texts)), Is.EqualTo("f098534a3edec79f61b0d5e19c223bb4"));
        }
    }

    [Test]
    public void Sampling_at_once_from_several_threads_gives_what_it_gives_alone()
    {
        string[] alone = [.. Enumerable.Range(0, 400).Select(i => Grammar.Sample(Spaces.Random(i)).Architecture.Text)];
        string[] together = new string[alone.Length];
        Parallel.For(0, alone.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            i => together[i] = Grammar.Sample(Spaces.Random(i)).Architecture.Text);
        Assert.That(together, Is.EqualTo(alone));
    }

    [Test]
    public void Samples_parse_back()
    {
        for (int i = 0; i < 1000; i++)
        {
            Architecture sample = Grammar.Sample(Spaces.Random(i)).Architecture;
            Architecture read = Grammar.Parse(sample.Text);
            Assert.That(read.Text, Is.EqualTo(sample.Text));
            Assert.That(Grammar.Check(read).IsDerivable, Is.True, sample.Text);
        }
    }

    [TestCase("seq(comp(linear(65)), comp(norm))", 1, 10, "'linear(65)'", "identity, linear(16), linear(32)")]
    [TestCase("seq(add, comp(norm))", 1, 5, "'add'", "seq, branch, route or comp as 'module'")]
    [TestCase("branch(group(2, 1), comp(norm), comp(norm), add)", 1, 8, "'group(2, 1)', which cannot be computed for [3,28,28]", "clone(2), clone(4), clone(8), group(2, 2) or group(2, 3)")]
    [TestCase("branch(clone(4), comp(norm), add)", 1, 18, "1 times 'comp'", "4 times")]
    [TestCase("route(identity, comp(norm), col2im)", 1, 29, "'col2im', which cannot be computed for [3,28,28]", "identity, permute(1, 3, 2)")]
    [TestCase("route(im2col(16, 16, 0), route(im2col(1, 1, 0), comp(norm), identity), identity)", 1, 32, "'im2col(1, 1, 0)', which cannot be computed for [1,768]", "identity or permute(2, 1)")]
    public void A_mistake_is_shown_with_what_could_stand_there(string text, int line, int column, string found, string expected)
    {
        ArchitectureSyntaxException error = Assert.Throws<ArchitectureSyntaxException>(() => Grammar.Parse(text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((error.Line, error.Column), Is.EqualTo((line, column)));
            Assert.That(error.Found, Is.EqualTo(found));
            Assert.That(error.Expected, Does.StartWith(expected));
        }
    }

    [Test]
    public void A_branching_that_changes_takes_its_slots_along()
    {
        Architecture parent = Grammar.Parse("branch(clone(4), 4*comp(linear(16)), add)");
        RandomStream random = Spaces.Random(0);
        HashSet<string> mutants = [.. Enumerable.Range(0, 3000)
            .Select(_ => Grammar.Mutate(parent, random)!)
            .Where(mutation => mutation.Position == 1)
            .Select(mutation => mutation.Child.Text)];
        Assert.That(mutants, Is.EquivalentTo(new[]
        {
            "branch(clone(2), comp(linear(16)), comp(linear(16)), add)",
            "branch(clone(8), 8*comp(linear(16)), add)",
            "branch(group(2, 2), comp(linear(16)), comp(linear(16)), add)",
            "branch(group(2, 3), comp(linear(16)), comp(linear(16)), add)",
        }));
    }

    [Test]
    public void Mutants_are_derivable_and_lower()
    {
        int missing = 0;
        for (int i = 0; i < 500; i++)
        {
            RandomStream random = Spaces.Random(i);
            Architecture parent = Grammar.Sample(random).Architecture;
            Mutation? mutation = Grammar.Mutate(parent, random);
            if (mutation is null)
            {
                missing++;
                continue;
            }

            Assert.That(mutation.Child, Is.Not.EqualTo(parent));
            Assert.That(Grammar.Check(mutation.Child).IsDerivable, Is.True, mutation.Child.Text);
            Assert.That(() => Grammar.Lower(mutation.Child), Throws.Nothing, mutation.Child.Text);
        }

        Assert.That(missing, Is.LessThan(5));
    }

    [Test]
    public void A_partial_derivation_completes_to_what_the_grammar_makes()
    {
        for (int i = 0; i < 100; i++)
        {
            RandomStream random = Spaces.Random(i);
            PartialDerivation derivation = Grammar.Begin();
            for (int choice = 0; choice < 6 && derivation.Options.Count > 0; choice++)
                derivation.Choose(random.NextInt(derivation.Options.Count));
            if (derivation.Complete(random) is { } architecture)
                Assert.That(Grammar.Check(architecture).IsDerivable, Is.True, architecture.Text);
        }
    }

    [Test]
    public void The_factory_checks_the_task_s_shape()
    {
        EinspaceFactory factory = new();
        TaskSpec task = new("texts", new TensorShape(24, 27), InputMode.Image, 10);
        object options = OptionBinder.Bind(factory.OptionsType, new OptionTree.Mapping([]));
        Assert.That(
            () => factory.Create(options, task),
            Throws.TypeOf<InputException>().With.Message.EqualTo(
                "Grammar 'einspace' takes [C, H, W] for images; task 'texts' has examples of shape [24,27]."));
        Sdk.Grammars.Grammar tokens = factory.Create(options, task with { Mode = InputMode.Tokens });
        Assert.That(tokens.Sample(Spaces.Random(0)).Draws, Is.GreaterThan(1));
    }

    private static IEnumerable<int> ComputationDepths(DerivationNode node, int depth) => node.Production == "comp"
        ? [depth]
        : node.Children.SelectMany(child => ComputationDepths(child.Node, depth + 1));
}
