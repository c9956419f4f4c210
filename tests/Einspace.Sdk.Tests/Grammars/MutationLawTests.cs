using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>What a grammar may declare of its mutation: weights of positions, other options, lost changes, guards.</summary>
internal sealed class MutationLawTests
{
    private const int Draws = 20_000;

    [Test]
    public void Positions_are_drawn_by_weight_and_by_copies()
    {
        Grammar grammar = Build(new MutationLaw { Weight = site => site.Production == "b" ? 0 : site.Copies });
        Architecture parent = grammar.Parse("fan(a, 3*fan(b, 3*a))");
        Mutation[] mutations = [.. Mutate(grammar, parent, Draws)];
        ChiSquare.AssertFits(
            ChiSquare.Count(mutations.Select(m => m.Position)),
            new Dictionary<int, double> { [0] = 1 / 14.0, [1] = 1 / 14.0, [2] = 3 / 14.0, [4] = 9 / 14.0 });
    }

    [Test]
    public void A_change_that_takes_no_effect_leaves_the_parent()
    {
        Grammar grammar = Build(new MutationLaw { Effect = site => site.Parent is null ? 1 : 0.25 });
        Architecture parent = grammar.Parse("fan(a, 3*b)");
        Mutation[] mutations = [.. Mutate(grammar, parent, Draws)];
        ChiSquare.AssertFits(
            ChiSquare.Count(mutations.Select(m => (m.Position, m.Child.Equals(parent)))),
            new Dictionary<(int, bool), double>
            {
                [(0, false)] = 1 / 3.0, [(1, true)] = 1 / 4.0, [(1, false)] = 1 / 12.0, [(2, true)] = 1 / 4.0, [(2, false)] = 1 / 12.0,
            });
    }

    [Test]
    public void A_position_that_cannot_change_costs_a_try()
    {
        Grammar grammar = Build(new MutationLaw { Symbol = site => site.Production == "a" ? null : site.Symbol });
        Architecture parent = grammar.Parse("fan(a, 3*b)");
        Mutation[] mutations = [.. Mutate(grammar, parent, 1000)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mutations.Select(m => m.Position).Distinct(), Is.EquivalentTo(new[] { 0, 2 }));
            Assert.That(mutations.Max(m => m.Tries), Is.GreaterThan(1));
            Assert.That(grammar.Mutate(grammar.Parse("a"), RandomStream.Derive(0, "law")), Is.Null);
        }
    }

    [Test]
    public void Another_symbol_s_options_are_drawn_from_without_what_stands_there()
    {
        Grammar grammar = Build(new MutationLaw { Symbol = site => site.Parent is null ? site.Symbol : "start" });
        Architecture parent = grammar.Parse("fan(a, 3*fan(b, 3*b))");
        HashSet<string> mutants = [.. Mutate(grammar, parent, Draws).Select(m => m.Child.Text)];

        // The start symbol has no a, so that the first item becomes b or a fan; the second, a fan, becomes b.
        Assert.That(mutants, Does.Contain("fan(b, 3*fan(b, 3*b))"));
        Assert.That(mutants, Does.Contain("fan(a, 3*b)"));
        Assert.That(mutants, Does.Not.Contain("fan(a, 3*a)"));
    }

    [Test]
    public void A_symbol_that_there_is_not_is_the_author_s_mistake() => Assert.That(
        () => Build(new MutationLaw { Symbol = _ => "nothing" }) is var grammar
            ? grammar.Mutate(grammar.Parse("b"), RandomStream.Derive(0, "law")) : null,
        Throws.InvalidOperationException.With.Message.Contains("'nothing'"));

    [Test]
    public void Without_guards_a_derivable_parent_has_mutants_that_only_run()
    {
        // The left item says whether the right one may be an a.
        Grammar asks = Guarded(new MutationLaw());
        Grammar asksNot = Guarded(new MutationLaw { AsksGuards = false });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((asks.HasDerivableMutants, asksNot.HasDerivableMutants), Is.EqualTo((true, false)));
            Assert.That(Changed(asks), Is.Empty);
            Assert.That(Changed(asksNot), Is.EqualTo(new[] { "pair(no, a)" }));
        }

        static string[] Changed(Grammar grammar) => [.. Mutate(grammar, grammar.Parse("pair(yes, a)"), 200)
            .Where(m => m.Position == 1).Select(m => m.Child.Text).Distinct()];
    }

    private static IEnumerable<Mutation> Mutate(Grammar grammar, Architecture parent, int times) =>
        Enumerable.Range(0, times).Select(i => grammar.Mutate(parent, RandomStream.Derive((ulong)i, "law"))!);

    private static Grammar Build(MutationLaw law)
    {
        GrammarBuilder<Width> builder = new("fan");
        foreach (string symbol in (string[])["start", "item"])
        {
            builder.Symbol(symbol).Production("fan").When((in w, depth) => depth < 2)
                .Child("item").Child("item", repeat: (in w, left) => 3);
            builder.Symbol(symbol).Production("b");
        }

        builder.Symbol("start").Production("a").ExecutableOnly();
        builder.Symbol("item").Production("a");
        return builder.Mutates(law).Build(new TensorShape(1, 2), new Width(2));
    }

    private static Grammar Guarded(MutationLaw law)
    {
        GrammarBuilder<Width> builder = new("guarded");
        builder.Symbol("start").Production("pair").Child("switch").Child("item");
        builder.Symbol("switch").Production("yes");
        builder.Symbol("switch").Production("no").Synthesizes((in w, children, out result) =>
        {
            result = new Width(1);
            return true;
        });
        builder.Symbol("item").Production("a").When((in w, depth) => w.Size == 2);
        builder.Symbol("item").Production("b");
        return builder.Mutates(law).Build(new TensorShape(1, 2), new Width(2));
    }
}
