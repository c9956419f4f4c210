using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

internal sealed class PartialDerivationTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Choices_reach_exactly_what_sampling_reaches(int depthLimit)
    {
        List<string> reached = [];
        Visit(TinyGrammar.Build(depthLimit).Begin(), reached);
        var law = new TinyLaw(depthLimit).At(width: 2, depth: 0);
        Assert.That(reached, Is.EquivalentTo(law.Trees.Keys.Select(tree => tree.Text)));
    }

    [Test]
    public void An_option_whose_rule_fails_is_not_offered()
    {
        PartialDerivation derivation = TinyGrammar.Build(depthLimit: 1, width: 8).Begin();
        Assert.That(Names(derivation), Is.EqualTo(new[] { "sum", "thrice", "keep" }), "double would give 16");
        derivation.Choose(0);
        derivation.Choose(0);
        Assert.That(Names(derivation), Is.EqualTo(new[] { "keep" }));
    }

    [Test]
    public void An_option_that_closes_a_production_whose_rule_fails_is_not_offered()
    {
        PartialDerivation derivation = TinyGrammar.Build(depthLimit: 1).Begin();
        derivation.Choose(Names(derivation).IndexOf("sum"));
        derivation.Choose(Names(derivation).IndexOf("double"));
        Assert.That(Names(derivation), Is.EqualTo(new[] { "double" }), "the operands' widths must be equal");
        derivation.Choose(0);
        Assert.That(derivation.ToArchitecture().Text, Is.EqualTo("sum(double, double)"));
    }

    [Test]
    public void Undo_takes_choices_back_one_by_one()
    {
        PartialDerivation derivation = TinyGrammar.Build().Begin();
        List<(string?, List<string>)> seen = [];
        while (!derivation.IsComplete)
        {
            seen.Add((derivation.Symbol, Names(derivation)));
            derivation.Choose(0);
        }

        Assert.That(derivation.Symbol, Is.Null);
        for (int i = seen.Count - 1; i >= 0; i--)
        {
            derivation.Undo();
            Assert.That(derivation.Depth, Is.EqualTo(i));
            Assert.That((derivation.Symbol, Names(derivation)), Is.EqualTo(seen[i]));
        }

        Assert.That(derivation.Undo, Throws.InvalidOperationException);
    }

    [Test]
    public void Completing_from_the_start_is_sampling()
    {
        PartialDerivation derivation = TinyGrammar.Build(depthLimit: 1).Begin();
        var law = new TinyLaw(1).At(width: 2, depth: 0);
        RandomStream random = RandomStream.Derive(12, "complete");
        ChiSquare.AssertFits(
            ChiSquare.Count(Enumerable.Range(0, 30_000).Select(_ => derivation.Complete(random)!.Text)),
            law.Trees.ToDictionary(tree => tree.Key.Text, tree => tree.Value));
        Assert.That(derivation.Depth, Is.EqualTo(0));
    }

    [Test]
    public void Completing_keeps_the_choices_taken()
    {
        // sum(a, b) holds only where the widths agree; given sum and a first 'double', the second place must draw until it agrees.
        PartialDerivation derivation = TinyGrammar.Build(depthLimit: 2).Begin();
        derivation.Choose(Names(derivation).IndexOf("sum"));
        derivation.Choose(Names(derivation).IndexOf("double"));
        RandomStream random = RandomStream.Derive(13, "complete");
        var operand = new TinyLaw(2).At(width: 2, depth: 1).Trees.Where(tree => tree.Key.Width == 4).ToArray();
        double total = operand.Sum(tree => tree.Value);
        ChiSquare.AssertFits(
            ChiSquare.Count(Enumerable.Range(0, 20_000).Select(_ => derivation.Complete(random)!.Text)),
            operand.ToDictionary(tree => $"sum(double, {tree.Key.Text})", tree => tree.Value / total));
    }

    [Test]
    public void Several_completions_share_their_attempts()
    {
        // Given sum and a first 'double', only a share of the attempts fits: the rest are discarded.
        PartialDerivation derivation = TinyGrammar.Build(depthLimit: 2).Begin();
        derivation.Choose(Names(derivation).IndexOf("sum"));
        derivation.Choose(Names(derivation).IndexOf("double"));

        IReadOnlyList<Architecture> Complete(int count, int attempts) => derivation.Complete(RandomStream.Derive(13, "complete"), count, attempts);
        RandomStream random = RandomStream.Derive(13, "complete");
        string[] single = [.. Enumerable.Range(0, 5).Select(_ => derivation.Complete(random)!.Text)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Complete(5, attempts: 500).Select(architecture => architecture.Text), Is.EqualTo(single), "the law is the same");
            Assert.That(Complete(1000, attempts: 1000), Has.Count.InRange(1, 999), "some are discarded");
            Assert.That(Complete(5, attempts: 0), Is.Empty);
            Assert.That(TinyGrammar.Build(depthLimit: 0).Begin().Complete(random, 3, 3), Has.Count.EqualTo(3));
        }
    }

    [Test]
    public void A_dead_end_has_no_options_and_no_completion()
    {
        GrammarBuilder<Width> builder = new("dead");
        builder.Symbol("s").Production("pair").Child("t").Child("u");
        builder.Symbol("s").Production("leaf");
        builder.Symbol("t").Production("wide").Synthesizes((in w, children, out result) => (result = new Width(9)).Size > 0);
        builder.Symbol("t").Production("narrow");
        builder.Symbol("u").Production("narrow-only").When((in w, depth) => w.Size < 9);
        PartialDerivation derivation = builder.Build(new TensorShape(1, 2), new Width(2)).Begin();
        derivation.Choose(0);
        derivation.Choose(0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(derivation.IsComplete, Is.False);
            Assert.That(derivation.Symbol, Is.EqualTo("u"));
            Assert.That(derivation.Options, Is.Empty);
            Assert.That(derivation.Complete(RandomStream.Derive(0, "complete")), Is.Null);
            Assert.That(derivation.Complete(RandomStream.Derive(0, "complete"), count: 2, attempts: 10), Is.Empty);
            Assert.That(derivation.ToArchitecture, Throws.InvalidOperationException);
            Assert.That(() => derivation.Choose(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        derivation.Undo();
        derivation.Choose(1);
        Assert.That(derivation.Complete(RandomStream.Derive(0, "complete"))?.Text, Is.EqualTo("pair(narrow, narrow-only)"));
    }

    private static List<string> Names(PartialDerivation derivation) => [.. derivation.Options.Select(option => option.Production)];

    private static void Visit(PartialDerivation derivation, List<string> reached)
    {
        if (derivation.IsComplete)
        {
            reached.Add(derivation.ToArchitecture().Text);
            return;
        }

        for (int i = 0; i < derivation.Options.Count; i++)
        {
            derivation.Choose(i);
            Visit(derivation, reached);
            derivation.Undo();
        }
    }
}
