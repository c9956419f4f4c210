using Einspace.Sdk.Grammars;
using Einspace.Sdk.Grammars.Analysis;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>An analysis against what can be computed: branching processes in closed form, and the tiny grammar's exact law.</summary>
internal sealed class AnalysisTests
{
    private const int Samples = 20_000;

    [Test]
    public void Sizes_and_growth_of_a_grammar_in_which_nothing_fails_are_those_of_its_branching_process()
    {
        // Each node has on average 2 · 0.6 children, of which the first is there three times.
        GrammarAnalysis analysis = GrammarAnalysis.Of(Fork(leaf: 0.4, isProbability: true, depthLimit: 8), Samples, seed: 1);
        using (Assert.EnterMultipleScope())
        {
            AssertEstimates(analysis.UniqueNodes.Mean, Enumerable.Range(0, 9).Sum(depth => Math.Pow(1.2, depth)));
            AssertEstimates(analysis.ExpandedNodes.Mean, Enumerable.Range(0, 9).Sum(depth => Math.Pow(2.4, depth)));
            AssertEstimates(analysis.Growth[0].Measured!.Value, 1.2);
            AssertEstimates(analysis.Growth[1].Measured!.Value, 2.4);
            AssertEstimates(analysis.Growth[2].Measured!.Value, 1.2);
            Assert.That(analysis.Growth.Select(growth => growth.ByWeights), Is.EqualTo(new double?[] { 1.2, 2.4, null }).Within(1e-9));
            Assert.That(analysis.MeasuredDepth, Is.EqualTo(4));
            Assert.That(analysis.DiscardedDraws, Is.Zero);
        }
    }

    [TestCase(0, 1, 2)]
    [TestCase(-3, 1, -2)]
    public void The_interval_of_a_mean_is_no_wider_than_what_can_be(double least, double other, double mostLow)
    {
        double[] values = [least, .. Enumerable.Repeat(other, 2), 1000];
        Estimate mean = Distribution.Of(values).Mean;
        Assert.That(mean.Low, least < 0 ? Is.LessThan(mostLow) : Is.Zero);
        Assert.That(mean.High, Is.GreaterThan(500));
    }

    [Test]
    public void The_prior_of_a_symbol_that_stands_at_the_root_alone_is_its_guards_there()
    {
        GrammarBuilder<Width> builder = new("rooted");
        DeclareForks(builder.Symbol("root"));
        builder.Symbol("root").Production("leaf").Probability(0.4).When((in w, depth) => depth > 0);
        DeclareForks(builder.Symbol("node"));
        builder.Symbol("node").Production("leaf").Probability(0.4).When((in w, depth) => depth > 0);
        Grammar grammar = builder.Build(new TensorShape(1, 2), new Width(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Priors(grammar, 0), Is.EqualTo(new[] { 0.5, 0.5, 0 }).Within(1e-9));
            Assert.That(Priors(grammar, 1), Is.EqualTo(new[] { 0.3, 0.3, 0.4 }).Within(1e-9));
            Assert.That(Priors(TinyGrammar.Build(depthLimit: 0), 0), Is.EqualTo(new[] { 0.35, 0.175, 0.175, 0.3 }).Within(1e-9), "stands below the root, too");
            Assert.That(grammar.Symbols[1].Productions.Select(production => production.RepeatedChildren), Is.EqualTo(new int[][] { [1], [], [] }));
        }

        static void DeclareForks(SymbolBuilder<Width> symbol)
        {
            symbol.Production("thrice").Child("node").Child("node", repeat: (in w, left) => 3);
            symbol.Production("twice").Child("node").Child("node");
        }

        static IEnumerable<double> Priors(Grammar grammar, int symbol) =>
            grammar.Symbols[symbol].Productions.Select(production => grammar.PriorOf(grammar.Symbols[symbol], production));
    }

    [TestCase(true, 0.5, 0.75)]
    [TestCase(false, 1, 3)]
    public void The_share_that_keeps_a_branching_process_finite_is_found(bool isProbability, double unique, double expanded)
    {
        // A leaf of probability p, or of weight w beside 1, leaves 2 (1 − p) children, and 4 (1 − p) with copies.
        GrammarAnalysis analysis = GrammarAnalysis.Of(Fork(leaf: 0.4, isProbability, depthLimit: 8), 3000, seed: 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(analysis.Thresholds.Select(t => (t.Production, t.IsProbability, t.Declared)), Is.All.EqualTo(("leaf", isProbability, 0.4)));
            Assert.That(analysis.Thresholds.Select(t => t.Needed), Is.EqualTo(new double?[] { unique, expanded, unique }).Within(4).Percent);
        }
    }

    [Test]
    public void What_is_finite_as_declared_needs_no_other_share() => Assert.That(
        GrammarAnalysis.Of(Fork(leaf: 0.8, isProbability: true, depthLimit: 8), 2000, seed: 2).Thresholds.Select(t => t.Needed),
        Is.All.EqualTo(0.8));

    [Test]
    public void Growth_that_a_depth_limit_hides_is_not_claimed_to_be_none()
    {
        GrammarAnalysis analysis = GrammarAnalysis.Of(Fork(leaf: 0.4, isProbability: true, depthLimit: 0), 200, seed: 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(analysis.Growth.Select(growth => growth.Measured), Is.All.Null);
            Assert.That(analysis.Thresholds, Is.Empty);
        }
    }

    [Test]
    public void Classes_of_attributes_grow_apart()
    {
        // Wide nodes have three narrow children or one wide one; narrow ones end half the time.
        GrammarBuilder<Width> builder = new("classes");
        builder.Symbol("s").Production("stay").When((in w, depth) => depth < 12 && w.Size == 2).Child("s");
        builder.Symbol("s").Production("split").When((in w, depth) => depth < 12).Weight(3)
            .Child("s", (in w, left) => new Width(1)).Child("s", (in w, left) => new Width(1)).Child("s", (in w, left) => new Width(1));
        builder.Symbol("s").Production("end").Weight(3);
        Grammar grammar = builder.Classifies(w => w.Size == 2 ? "wide" : "narrow").Build(new TensorShape(1, 2), new Width(2));
        GrowthRate growth = GrammarAnalysis.Of(grammar, 2000, seed: 3).Growth[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(growth.Classes["wide"], Is.EqualTo(1 / 7.0).Within(0.02));
            Assert.That(growth.Classes["narrow"], Is.EqualTo(1.5).Within(0.03));
            Assert.That(growth.Measured!.Value.Value, Is.EqualTo(growth.Classes.Values.Max()).Within(1e-6));
        }
    }

    [Test]
    public void Frequencies_and_waste_are_those_of_the_exact_law()
    {
        TinyLaw.Place law = new TinyLaw(2).At(width: 2, depth: 0);
        Dictionary<string, double> nodes = [];
        foreach (((string text, int _), double probability) in law.Trees)
        {
            foreach ((DerivationNode node, UInt128 _) in ArchitectureText.Walk(Architecture.Parse(text).Root))
                nodes[node.Production] = nodes.GetValueOrDefault(node.Production) + probability;
        }

        GrammarAnalysis analysis = GrammarAnalysis.Of(TinyGrammar.Build(depthLimit: 2), Samples, seed: 4);
        using (Assert.EnterMultipleScope())
        {
            AssertEstimates(analysis.Draws.Mean, law.Draws);
            Assert.That(analysis.DiscardedDraws, Is.EqualTo(1 - (nodes.Values.Sum() / law.Draws)).Within(0.01));
            foreach (ProductionFrequency production in analysis.Productions)
                Assert.That(production.Kept, Is.EqualTo(nodes[production.Production] / nodes.Values.Sum()).Within(0.01), production.Production);
            Assert.That(analysis.Productions.Select(p => p.Prior), Is.EqualTo(new[] { 0.35, 0.175, 0.175, 0.3 }).Within(1e-9));
            Assert.That(analysis.Productions.Sum(p => p.Drawn), Is.EqualTo(1).Within(1e-9));
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_analysis()
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 4);
        GrammarAnalysis one = GrammarAnalysis.Of(grammar, 500, seed: 5), again = GrammarAnalysis.Of(grammar, 500, seed: 5);
        Assert.That(again.Draws, Is.EqualTo(one.Draws));
        Assert.That(again.Growth.Select(growth => growth.Measured), Is.EqualTo(one.Growth.Select(growth => growth.Measured)));
        Assert.That(GrammarAnalysis.Of(grammar, 500, seed: 6).Draws, Is.Not.EqualTo(one.Draws));
    }

    [Test]
    public void A_distribution_s_quantiles_are_values_that_occurred()
    {
        Distribution distribution = Distribution.Of(Enumerable.Range(1, 200).Select(i => (double)i).Reverse());
        Assert.That(
            (distribution.Median, distribution.P75, distribution.P90, distribution.P95, distribution.P99, distribution.Max, distribution.Mean.Value),
            Is.EqualTo((100.0, 150.0, 180.0, 190.0, 198.0, 200.0, 100.5)));
        Assert.That(distribution.LargestShare, Is.EqualTo(200 / 20_100.0));
    }

    /// <summary>A node is a leaf, or has two children of which the first is there three times.</summary>
    private static Grammar Fork(double leaf, bool isProbability, int depthLimit)
    {
        GrammarBuilder<Width> builder = new("fork");
        builder.Symbol("s").Production("fork").When((in w, depth) => depth < depthLimit)
            .Child("s", repeat: (in w, left) => 3).Child("s");
        ProductionBuilder<Width> end = builder.Symbol("s").Production("leaf");
        _ = isProbability ? end.Probability(leaf) : end.Weight(leaf);
        return builder.Build(new TensorShape(1, 2), new Width(2));
    }

    /// <summary>Twice the interval: a right figure falls outside in one case of ten thousand.</summary>
    private static void AssertEstimates(Estimate estimate, double expected) =>
        Assert.That(expected, Is.EqualTo(estimate.Value).Within(Math.Max(1e-9, estimate.High - estimate.Low)));
}
