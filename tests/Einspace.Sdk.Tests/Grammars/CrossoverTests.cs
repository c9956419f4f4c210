using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Testing;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>Crossover's law: the two positions, what makes a swap legal by itself, and what is computed again otherwise.</summary>
internal sealed class CrossoverTests
{
    [Test]
    public void Ten_thousand_children_of_the_toy_grammar_are_derivable()
    {
        Grammar grammar = ToyGrammar.Endless;
        CrossoverRates rates = CrossoverRates.Measure(grammar, RandomStream.Derive(1, "crossover"), children: 10_000, largest: 200);
        TestContext.Out.WriteLine(rates);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rates.Invalid, Is.Empty);
            Assert.That(rates.Exact, Is.GreaterThan(0));
            Assert.That(rates.Reannotated, Is.GreaterThan(0));
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public bool A_child_of_derivable_parents_is_derivable_and_leaves_them_alone(uint seed)
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 4);
        RandomStream random = RandomStream.Derive(seed, "crossover");
        Architecture first = grammar.Sample(random).Architecture;
        Architecture second = grammar.Sample(random).Architecture;
        string before = ArchitectureText.Format(first.Root) + ArchitectureText.Format(second.Root);
        return grammar.Cross(first, second, random) is not { } cross
            || (grammar.Check(cross.Child).IsDerivable
                && ArchitectureText.Format(first.Root) + ArchitectureText.Format(second.Root) == before
                && cross.IsNoOp == (cross.Child.Equals(first) || cross.Child.Equals(second)));
    }

    [Test]
    public void Both_positions_are_uniform_over_unique_nodes_that_match()
    {
        Grammar grammar = Free();
        Architecture first = grammar.Parse("pair(a, 5*pair(b, 5*a))");
        Architecture second = grammar.Parse("pair(b, 5*pair(a, 5*b))");
        RandomStream random = RandomStream.Derive(2, "crossover");
        Crossover[] crosses = [.. Enumerable.Range(0, 30_000).Select(_ => grammar.Cross(first, second, random)!)];

        // Everything matches but the root with the root, and nothing fails.
        Dictionary<(int, int), double> law = [];
        for (int position = 0; position < 5; position++)
        {
            for (int donor = position == 0 ? 1 : 0; donor < 5; donor++)
                law.Add((position, donor), 1.0 / 5 / (position == 0 ? 4 : 5));
        }

        Assert.That(crosses.Select(cross => (cross.Tries, cross.Matches)), Is.All.EqualTo((1, 1)));
        ChiSquare.AssertFits(ChiSquare.Count(crosses.Select(cross => (cross.Position, cross.Donor))), law);
    }

    [Test]
    public void A_shared_body_is_given_and_replaced_as_one()
    {
        Grammar grammar = TinyGrammar.Build();
        Architecture first = grammar.Parse("thrice(3*keep)");
        Architecture second = grammar.Parse("sum(keep, keep)");
        Assert.That(
            Children(grammar, first, second),
            Is.EquivalentTo(new[] { "keep", "thrice(3*keep)", "thrice(3*sum(keep, keep))" }));
        Assert.That(
            Children(grammar, second, first),
            Is.EquivalentTo(new[] { "keep", "sum(keep, keep)", "sum(thrice(3*keep), keep)", "sum(keep, thrice(3*keep))" }));
    }

    [Test]
    public void What_inherits_something_else_does_not_match()
    {
        // What follows the doubling inherits 4, what follows the other head 2.
        GrammarBuilder<Width> builder = new("chain");
        builder.Symbol("s").Production("seq").Child("head").Child("tail");
        builder.Symbol("head").Production("double").Synthesizes((in w, children, out result) => (result = new Width(2 * w.Size)).Size > 0);
        builder.Symbol("head").Production("keep");
        builder.Symbol("tail").Production("a");
        builder.Symbol("tail").Production("b");
        Grammar grammar = builder.Build(new TensorShape(1, 2), new Width(2));
        Architecture first = grammar.Parse("seq(double, a)");
        Architecture second = grammar.Parse("seq(keep, b)");
        RandomStream random = RandomStream.Derive(4, "crossover");
        Crossover[] crosses = [.. Enumerable.Range(0, 300).Select(_ => grammar.Cross(first, second, random)!)];

        // Only the heads inherit the same; the tails never meet, and the roots may not.
        Assert.That(crosses.Select(cross => cross.Child.Text), Is.All.EqualTo("seq(keep, a)"));
        Assert.That(crosses.Select(cross => (cross.Position, cross.Donor)), Is.All.EqualTo((1, 1)));
        Assert.That(crosses.Select(cross => cross.Match), Is.All.EqualTo(CrossoverMatch.Reannotated));
        Assert.That(crosses.Select(cross => cross.Matches), Is.All.EqualTo(1));
        Assert.That(crosses.Max(cross => cross.Tries), Is.GreaterThan(3));
    }

    [Test]
    public void A_swap_that_the_rest_of_the_tree_cannot_bear_is_not_made()
    {
        // A summand of width 4 beside one of width 2: every rule of the sum fails, so only whole trees can take another's place.
        Grammar grammar = TinyGrammar.Build();
        Architecture first = grammar.Parse("sum(keep, keep)");
        Architecture second = grammar.Parse("sum(double, double)");
        Assert.That(Children(grammar, first, second), Is.EquivalentTo(new[] { "double" }));
        Assert.That(grammar.Cross(grammar.Parse("thrice(3*keep)"), grammar.Parse("double"), Always(1), tries: 20), Is.Null);
    }

    [Test]
    public void Depth_is_asked_of_derivable_parents_only()
    {
        GrammarBuilder<Width> builder = new("deep");
        builder.Symbol("s").Production("wrap").When((in w, depth) => depth < 2).Child("s");
        builder.Symbol("s").Production("a");
        builder.Symbol("s").Production("special").ExecutableOnly();
        Grammar grammar = builder.Build(new TensorShape(1, 2), new Width(2));
        Assert.That(Children(grammar, grammar.Parse("wrap(wrap(a))"), grammar.Parse("wrap(wrap(a))")), Has.None.Contains("wrap(wrap(wrap("));
        Assert.That(Children(grammar, grammar.Parse("wrap(special)"), grammar.Parse("wrap(wrap(a))")), Has.Some.EqualTo("wrap(wrap(wrap(a)))"));
    }

    [Test]
    public void Two_trees_of_one_node_have_no_child()
    {
        Grammar grammar = Free();
        Assert.That(grammar.Cross(grammar.Parse("a"), grammar.Parse("b"), Always(3)), Is.Null);
    }

    [Test]
    public void A_parent_of_another_grammar_is_refused() => Assert.That(
        () => TinyGrammar.Build().Cross(TinyGrammar.Build().Parse("keep"), Architecture.Parse("seq(a, b)"), Always(0)),
        Throws.TypeOf<InputException>().With.Message.Contains("The architecture is none of grammar 'tiny'"));

    /// <summary>A grammar in which everything goes with everything.</summary>
    private static Grammar Free()
    {
        GrammarBuilder<Width> builder = new("free");
        builder.Symbol("s").Production("pair").When((in w, depth) => depth < 8).Child("s").Child("s", repeat: (in w, left) => 5);
        builder.Symbol("s").Production("a");
        builder.Symbol("s").Production("b");
        return builder.Build(new TensorShape(1, 2), new Width(2));
    }

    private static RandomStream Always(ulong seed) => RandomStream.Derive(seed, "crossover");

    private static string[] Children(Grammar grammar, Architecture first, Architecture second)
    {
        RandomStream random = RandomStream.Derive(3, "crossover");
        return [.. Enumerable.Range(0, 500).Select(_ => grammar.Cross(first, second, random)!.Child.Text).Distinct()];
    }
}
