using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>What is drawn at one position: weights, fixed probabilities, and both after options fell away.</summary>
internal sealed class DrawTests
{
    private static readonly (string Name, double Share, bool IsFixed)[] Options =
        [("a", 1, false), ("b", 2, false), ("c", 5, false), ("f", 0.2, true), ("g", 0.1, true)];

    [TestCase("", "a:0.0875 b:0.175 c:0.4375 f:0.2 g:0.1")]
    [TestCase("c", "a:0.23333333333 b:0.46666666667 f:0.2 g:0.1")]
    [TestCase("cf", "a:0.3 b:0.6 g:0.1")]
    [TestCase("fg", "a:0.125 b:0.25 c:0.625")]
    [TestCase("abc", "f:0.66666666667 g:0.33333333333")]
    [TestCase("abcf", "g:1")]
    public void A_fixed_probability_stays_and_the_rest_is_shared_by_weight(string fallenAway, string law)
    {
        GrammarBuilder<Width> builder = new("draws");
        foreach ((string name, double share, bool isFixed) in Options)
        {
            ProductionBuilder<Width> production = builder.Symbol("s").Production(name).When((in w, depth) => !fallenAway.Contains(name));
            _ = isFixed ? production.Probability(share) : production.Weight(share);
        }

        Grammar grammar = builder.Build(new TensorShape(1, 1), new Width(1));
        Dictionary<string, double> probabilities = law.Split(' ').Select(item => item.Split(':')).ToDictionary(item => item[0], item => double.Parse(item[1]));
        Dictionary<string, double> offered = grammar.Begin().Options.ToDictionary(option => option.Production, option => option.Probability);
        Assert.That(offered, Is.EqualTo(probabilities).Within(1e-9));
        if (probabilities.Count == 1)
            return;
        RandomStream random = RandomStream.Derive(3, "draws");
        ChiSquare.AssertFits(
            ChiSquare.Count(Enumerable.Range(0, 50_000).Select(_ => grammar.Sample(random).Architecture.Text)), probabilities);
    }

    [Test]
    public void Sixty_four_equal_options_are_drawn_equally()
    {
        GrammarBuilder<Width> builder = new("many");
        for (int i = 0; i < 64; i++)
            builder.Symbol("s").Production("p", i);
        Grammar grammar = builder.Build(new TensorShape(1, 1), new Width(1));
        RandomStream random = RandomStream.Derive(4, "draws");
        ChiSquare.AssertFits(
            ChiSquare.Count(Enumerable.Range(0, 64_000).Select(_ => grammar.Sample(random).Architecture.Text)),
            Enumerable.Range(0, 64).ToDictionary(i => $"p({i})", _ => 1 / 64.0));
    }
}
