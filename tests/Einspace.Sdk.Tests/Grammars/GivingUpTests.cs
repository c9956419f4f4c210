using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>Productions that end a whole derivation, and productions that a written architecture leaves out.</summary>
internal sealed class GivingUpTests
{
    [Test]
    public void Sampling_begins_a_fresh_tree_and_counts_all_draws()
    {
        Grammar grammar = Build();
        SampledArchitecture[] samples = [.. Enumerable.Range(0, 20_000).Select(i => grammar.Sample(RandomStream.Derive((ulong)i, "fresh")))];

        // A pair is kept where neither item is 'bad', with probability 4/9; a redrawn item would make good pairs more likely.
        ChiSquare.AssertFits(
            ChiSquare.Count(samples.Select(sample => sample.Architecture.Text)),
            new[] { "pair(a, a)", "pair(a, b)", "pair(b, a)", "pair(b, b)" }.ToDictionary(text => text, _ => 0.25));
        double expected = ((3.0 * 4 / 9) + (2.0 * 1 / 3) + (3.0 * 2 / 9)) / (4.0 / 9);
        Assert.That(samples.Average(sample => sample.Draws), Is.EqualTo(expected).Within(0.15));
    }

    [Test]
    public void A_tree_that_would_be_given_up_is_not_executable_and_no_option_leads_there()
    {
        Grammar grammar = Build();
        PartialDerivation derivation = grammar.Begin();
        derivation.Choose(0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(grammar.Check(Architecture.Parse("pair(a, bad)")).IsExecutable, Is.False);
            Assert.That(derivation.Options.Select(option => option.Production), Is.EqualTo(new[] { "a", "b" }));
            Assert.That(
                () => grammar.Parse("pair(a, bad)"),
                Throws.TypeOf<ArchitectureSyntaxException>().With.Message.Contains("cannot be computed").And.Message.Contains("(depth 1 is no place for it)").And.Message.Contains("a or b"));
        }
    }

    [Test]
    public void Mutation_tries_another_position()
    {
        Grammar grammar = Build();
        Architecture parent = grammar.Parse("pair(a, a)");
        Mutation[] mutations = [.. Enumerable.Range(0, 500).Select(i => grammar.Mutate(parent, RandomStream.Derive((ulong)i, "fresh"))!)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mutations.Select(m => m.Child.Text).Distinct(), Is.EquivalentTo(new[] { "pair(a, b)", "pair(b, a)" }));
            Assert.That(mutations.Max(m => m.Tries), Is.GreaterThan(2));
        }
    }

    [Test]
    public void A_grammar_that_always_gives_up_says_so()
    {
        GrammarBuilder<Width> builder = new("hopeless");
        builder.Symbol("s").Production("bad").GivesUpWhen((in w, depth) => true);
        Assert.That(
            () => builder.Build(new TensorShape(1, 2), new Width(2)).Sample(RandomStream.Derive(0, "fresh")),
            Throws.TypeOf<InputException>().With.Message.Contains("gave up 10000 trees"));
    }

    [TestCase("seq(a, seq(b, leaf(a)))", "seq(leaf(a), seq(leaf(b), leaf(a)))")]
    [TestCase("a", "leaf(a)")]
    [TestCase("seq(leaf(a), leaf(b))", "seq(leaf(a), leaf(b))")]
    public void What_a_written_architecture_leaves_out_is_put_back(string written, string read)
    {
        Grammar grammar = Implying();
        Assert.That(grammar.Parse(written).Text, Is.EqualTo(read));
        Assert.That(grammar.Check(grammar.Parse(written)).IsDerivable, Is.True);
    }

    [TestCase("seq(a, c)", 8, "'c'")]
    [TestCase("seq(a)", 6, "')'")]
    [TestCase("seq(a, b, a)", 11, "'a'")]
    public void A_mistake_beside_something_left_out_is_shown_where_it_is(string written, int column, string found)
    {
        ArchitectureSyntaxException error = Assert.Throws<ArchitectureSyntaxException>(() => Implying().Parse(written));
        Assert.That((error.Column, error.Found), Is.EqualTo((column, found)));
    }

    [Test]
    public void Only_a_production_with_one_child_can_be_left_out()
    {
        GrammarBuilder<Width> builder = new("wrong");
        builder.Symbol("s").Production("pair").Implied().Child("t").Child("t");
        builder.Symbol("t").Production("a");
        Assert.That(
            () => builder.Build(new TensorShape(1, 2), new Width(2)),
            Throws.InvalidOperationException.With.Message.Contains("'pair' of symbol 's' may be left out"));
    }

    private static Grammar Build()
    {
        GrammarBuilder<Width> builder = new("risky");
        builder.Symbol("s").Production("pair").Child("item").Child("item");
        builder.Symbol("item").Production("a");
        builder.Symbol("item").Production("b");
        builder.Symbol("item").Production("bad").GivesUpWhen((in w, depth) => depth == 1, "depth 1 is no place for it");
        return builder.Build(new TensorShape(1, 2), new Width(2));
    }

    private static Grammar Implying()
    {
        GrammarBuilder<Width> builder = new("terse");
        builder.Symbol("s").Production("seq").When((in w, depth) => depth < 5).Child("s").Child("s");
        builder.Symbol("s").Production("leaf").Implied().Child("t");
        builder.Symbol("t").Production("a");
        builder.Symbol("t").Production("b");
        return builder.Build(new TensorShape(1, 2), new Width(2));
    }
}
