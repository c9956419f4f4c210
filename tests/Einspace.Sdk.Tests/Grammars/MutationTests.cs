using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>Mutation's law: the position, the subtree, and what the new attributes do to the rest of the tree.</summary>
internal sealed class MutationTests
{
    [Test]
    public void Positions_are_uniform_over_unique_nodes()
    {
        // No rule of this grammar fails, so every position can change and the first try succeeds.
        GrammarBuilder<Width> builder = new("free");
        builder.Symbol("s").Production("pair").When((in w, depth) => depth < 3).Child("s").Child("s", repeat: (in w, left) => 5);
        builder.Symbol("s").Production("a");
        builder.Symbol("s").Production("b");
        Grammar grammar = builder.Build(new TensorShape(1, 2), new Width(2));
        Architecture parent = grammar.Parse("pair(pair(a, 5*b), 5*pair(a, 5*pair(b, 5*a)))");
        RandomStream random = RandomStream.Derive(5, "mutation");
        Mutation[] mutations = [.. Enumerable.Range(0, 20_000).Select(_ => grammar.Mutate(parent, random)!)];

        Assert.That(mutations.Select(m => m.Tries), Is.All.EqualTo(1));
        ChiSquare.AssertFits(
            ChiSquare.Count(mutations.Select(m => m.Position)),
            Enumerable.Range(0, parent.UniqueNodes).ToDictionary(i => i, _ => 1.0 / parent.UniqueNodes));
    }

    [Test]
    public void The_new_subtree_follows_the_grammar_without_the_old_production()
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 2);
        Architecture parent = grammar.Parse("sum(keep, keep)");
        var law = new TinyLaw(2).At(width: 2, depth: 0, without: "sum");
        RandomStream random = RandomStream.Derive(6, "mutation");
        IEnumerable<string> roots = Enumerable.Range(0, 60_000)
            .Select(_ => grammar.Mutate(parent, random)!)
            .Where(mutation => mutation.Position == 0)
            .Select(mutation => mutation.Child.Text);
        ChiSquare.AssertFits(ChiSquare.Count(roots), law.Trees.ToDictionary(t => t.Key.Text, t => t.Value / (1 - law.Failure)));
    }

    [Test]
    public void A_mutant_is_derivable_differs_at_its_position_and_leaves_its_parent_alone()
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 4);
        RandomStream random = RandomStream.Derive(8, "mutation");
        int found = 0;
        for (int i = 0; i < 2000; i++)
        {
            Architecture parent = grammar.Sample(random).Architecture;
            string before = ArchitectureText.Format(parent.Root);
            if (grammar.Mutate(parent, random) is not { } mutation)
                continue;
            found++;
            DerivationNode old = ArchitectureText.Walk(parent.Root).ElementAt(mutation.Position).Node;
            DerivationNode changed = ArchitectureText.Walk(mutation.Child.Root).ElementAt(mutation.Position).Node;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(grammar.Check(mutation.Child).IsDerivable, Is.True, mutation.Child.Text);
                Assert.That(changed.Production, Is.Not.EqualTo(old.Production));
                Assert.That(ArchitectureText.Format(parent.Root), Is.EqualTo(before));
            }
        }

        Assert.That(found, Is.GreaterThan(1500));
    }

    [Test]
    public void Changing_a_shared_child_changes_all_its_copies()
    {
        Grammar grammar = TinyGrammar.Build();
        Architecture parent = grammar.Parse("thrice(3*keep)");
        RandomStream random = RandomStream.Derive(9, "mutation");
        string[] mutants = [.. Enumerable.Range(0, 500).Select(_ => grammar.Mutate(parent, random)!)
            .Where(mutation => mutation.Position == 1).Select(mutation => mutation.Child.Text).Distinct()];
        Assert.That(mutants, Is.EquivalentTo(new[] { "thrice(3*sum(keep, keep))", "thrice(3*thrice(3*keep))" }));
    }

    [Test]
    public void Slots_appear_vanish_and_are_counted_again()
    {
        // n(k) tells its parent how many items there are: one slot with k copies, or for k = 2 two slots.
        GrammarBuilder<Width> builder = new("fan");
        builder.Symbol("fan").Production("fan")
            .Child("n")
            .Child("item", repeat: (in w, left) => left[0].Size == 2 ? 1 : left[0].Size)
            .Child("item", repeat: (in w, left) => left[0].Size == 2 ? 1 : 0);
        foreach (int n in (int[])[2, 3, 4])
        {
            builder.Symbol("n").Production("n", n).Synthesizes((in w, children, out result) =>
            {
                result = new Width(n);
                return true;
            });
        }

        builder.Symbol("item").Production("a");
        builder.Symbol("item").Production("b");
        Grammar grammar = builder.Build(new TensorShape(1, 2), new Width(2));
        RandomStream random = RandomStream.Derive(10, "mutation");
        Assert.That(Mutants("fan(n(4), 4*a)"), Is.EquivalentTo(new[] { "fan(n(2), a, a)", "fan(n(3), 3*a)" }));
        Assert.That(Mutants("fan(n(2), b, a)"), Is.EquivalentTo(new[] { "fan(n(3), 3*b)", "fan(n(4), 4*b)" }));

        IEnumerable<string> Mutants(string parent) => Enumerable.Range(0, 200)
            .Select(_ => grammar.Mutate(grammar.Parse(parent), random)!)
            .Where(mutation => mutation.Position == 1)
            .Select(mutation => mutation.Child.Text)
            .Distinct();
    }

    [Test]
    public void A_parent_that_only_runs_has_mutants_that_only_run()
    {
        GrammarBuilder<Width> builder = new("seeded");
        builder.Symbol("s").Production("pair").When((in w, depth) => depth < 1).Child("s").Child("s");
        builder.Symbol("s").Production("a");
        builder.Symbol("s").Production("b");
        builder.Symbol("s").Production("special").ExecutableOnly();
        Grammar grammar = builder.Build(new TensorShape(1, 2), new Width(2));
        Architecture parent = grammar.Parse("pair(special, a)");
        DerivationCheck check = grammar.Check(parent);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(check.IsDerivable, Is.False);
            Assert.That(check.IsExecutable, Is.True);
            Assert.That(check.Reason, Is.EqualTo("At position 0: found 'special', expected a or b, which its filters leave."));
        }

        RandomStream random = RandomStream.Derive(11, "mutation");
        IEnumerable<string> mutants = Enumerable.Range(0, 300).Select(_ => grammar.Mutate(parent, random)!.Child.Text).Distinct();
        Assert.That(mutants, Is.EquivalentTo(new[] { "a", "b", "pair(a, a)", "pair(b, a)", "pair(special, b)" }));
    }

    [Test]
    public void Where_nothing_can_change_there_is_no_mutant()
    {
        GrammarBuilder<Width> builder = new("one");
        builder.Symbol("s").Production("a");
        Grammar grammar = builder.Build(new TensorShape(1, 2), new Width(2));
        Assert.That(grammar.Mutate(grammar.Parse("a"), RandomStream.Derive(0, "mutation")), Is.Null);
    }

    [Test]
    public void A_parent_of_another_grammar_is_refused() => Assert.That(
        () => TinyGrammar.Build().Mutate(Architecture.Parse("seq(a, b)"), RandomStream.Derive(0, "mutation")),
        Throws.TypeOf<InputException>().With.Message.EqualTo(
            "The architecture is none of grammar 'tiny' for inputs of shape [1,2]. "
            + "At position root: found 'seq', expected sum, thrice, double or keep as 'expression'."));
}
