using Einspace.Sdk.Grammars;

namespace Einspace.Grammar.Tests;

/// <summary>Mutation with the reference's quirks (SPEC section 6), and without them.</summary>
internal sealed class MutationQuirkTests
{
    private const int Times = 2500;

    private static readonly Sdk.Grammars.Grammar Corrected = Spaces.Corrected(Spaces.Image);

    private static readonly Sdk.Grammars.Grammar Reference = Spaces.Reference(Spaces.Image, depthLimit: 10);

    [Test]
    public void Q12_an_inner_module_of_a_root_branch_becomes_no_computation()
    {
        const string Text = "branch(clone(2), seq(comp(norm), comp(norm)), comp(norm), add)";
        Mutation[] ours = Mutate(Corrected, Text);
        Mutation[] theirs = Mutate(Reference, Text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RootsAt(ours, position: 2, child: 1), Is.EquivalentTo(new[] { "branch", "comp", "route" }));
            Assert.That(RootsAt(theirs, position: 2, child: 1), Is.EquivalentTo(new[] { "branch", "route" }));
            Assert.That(ours.Select(m => m.Position), Does.Contain(7));
            Assert.That(theirs.Select(m => m.Position), Does.Not.Contain(7));
        }
    }

    [Test]
    public void Q12_deeper_branches_have_modules_as_inners()
    {
        Mutation[] mutations = Mutate(Reference, "seq(branch(clone(2), seq(comp(norm), comp(norm)), comp(norm), add), comp(norm))");
        Assert.That(
            mutations.Where(m => m.Position == 3).Select(m => m.Child.Root.Children[0].Node.Children[1].Node.Production).Distinct(),
            Is.EquivalentTo(new[] { "branch", "comp", "route" }));
    }

    [Test]
    public void Q13_terminals_that_the_grammar_never_draws_do_not_change()
    {
        const string Text = "seq(norm, comp(norm))";
        Mutation[] ours = Mutate(Corrected, Text);
        Mutation[] theirs = Mutate(Reference, Text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RootsAt(ours, position: 1, child: 0), Is.EquivalentTo(new[] { "seq", "branch", "route", "comp" }));
            Assert.That(theirs.Select(m => m.Position).Distinct(), Is.EquivalentTo(new[] { 0, 2, 3 }));
        }
    }

    [Test]
    public void Q14_most_changes_inside_copies_are_lost()
    {
        // 2 + 1 + 8 · 3 + 1 nodes; of the 24 inside, those of the route's children take effect in one of eight.
        const string Text = "branch(clone(8), 8*seq(comp(norm), comp(softmax)), add)";
        Mutation[] ours = Mutate(Corrected, Text);
        Mutation[] theirs = Mutate(Reference, Text);
        double[] share = [.. Enumerable.Range(0, 8).Select(position => theirs.Count(m => m.Position == position && m.Child.Text == Text) / (double)Math.Max(1, theirs.Count(m => m.Position == position)))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ours.Select(m => m.Child.Text), Does.Not.Contain(Text));
            Assert.That(share[..3], Is.All.Zero, "the branch, its clone and its inner module");
            Assert.That(share[4], Is.EqualTo(7 / 8.0).Within(0.08), "a norm inside");
            Assert.That(theirs.Count(m => m.Position is >= 3 and <= 6), Is.GreaterThan(0.7 * Times));
        }
    }

    [Test]
    public void Filters_are_asked_of_the_whole_tree_or_only_of_the_new_subtree()
    {
        // A branch that becomes one by 4 keeps a cat of two, which is never drawn there.
        const string Text = "branch(clone(2), comp(norm), comp(norm), cat(1, 2))";
        Architecture[] theirs = [.. Mutate(Reference, Text).Select(m => m.Child)];
        Architecture[] ours = [.. Mutate(Corrected, Text).Select(m => m.Child)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(theirs, Is.All.Matches<Architecture>(child => Reference.Check(child).IsExecutable));
            Assert.That(theirs.Select(child => child.Text), Does.Contain("branch(clone(4), 4*comp(norm), cat(1, 2))"));
            Assert.That(Reference.Check(Architecture.Parse("branch(clone(4), 4*comp(norm), cat(1, 2))")).IsDerivable, Is.False);
            Assert.That(ours, Is.All.Matches<Architecture>(child => Corrected.Check(child).IsDerivable));
        }
    }

    private static string[] RootsAt(IEnumerable<Mutation> mutations, int position, int child) => [.. mutations
        .Where(mutation => mutation.Position == position)
        .Select(mutation => mutation.Child.Root.Children[child].Node.Production)
        .Distinct()];

    private static Mutation[] Mutate(Sdk.Grammars.Grammar grammar, string text)
    {
        Architecture parent = grammar.Parse(text);
        return [.. Enumerable.Range(0, Times).Select(i => grammar.Mutate(parent, Spaces.Random(i), tries: 200)!)];
    }
}
