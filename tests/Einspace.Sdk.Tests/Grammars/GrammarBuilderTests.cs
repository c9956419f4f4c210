using Einspace.Sdk.Grammars;
using Einspace.Sdk.Graphs;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>A grammar's author is told what is wrong with a declaration, and where.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GrammarBuilderTests
{
    private readonly GrammarBuilder<Width> _grammar = new("mine");

    [Test]
    public void Nothing_declared() => AssertWrong("it declares no symbol");

    [Test]
    public void A_symbol_without_productions()
    {
        _grammar.Symbol("a").Production("x");
        _grammar.Symbol("b");
        AssertWrong("symbol 'b' has no production that can be drawn");
    }

    [Test]
    public void A_child_of_an_unknown_symbol()
    {
        _grammar.Symbol("a").Production("x", 3).Child("bee");
        AssertWrong("'x(3)' of symbol 'a' has a child of symbol 'bee', which is not declared");
    }

    [Test]
    public void The_same_production_twice()
    {
        _grammar.Symbol("a").Production("x", 1);
        _grammar.Symbol("a").Production("x", 2);
        _grammar.Symbol("a").Production("x", 1);
        AssertWrong("symbol 'a' has production 'x(1)' twice");
    }

    [Test]
    public void More_options_than_a_mask_holds()
    {
        for (int i = 0; i < 65; i++)
            _grammar.Symbol("a").Production("x", i);
        AssertWrong("symbol 'a' has 65 productions; at most 64 can be drawn");
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_weight_that_is_none(double weight)
    {
        _grammar.Symbol("a").Production("x").Weight(weight);
        AssertWrong("it must be more than 0");
    }

    [Test]
    public void Probabilities_that_leave_nothing()
    {
        _grammar.Symbol("a").Production("x").Probability(0.6);
        _grammar.Symbol("a").Production("y").Probability(0.4);
        _grammar.Symbol("a").Production("z");
        AssertWrong("sum to 1, which leaves nothing for the others");
    }

    [TestCase("")]
    [TestCase("3d")]
    [TestCase("a b")]
    [TestCase("a(")]
    public void A_name_that_no_text_could_hold(string name)
    {
        _grammar.Symbol("a").Production(name);
        AssertWrong($"has a production named '{name}'");
    }

    [Test]
    public void A_symbol_that_never_ends()
    {
        _grammar.Symbol("a").Production("x").Child("b");
        _grammar.Symbol("a").Production("stop");
        _grammar.Symbol("b").Production("y").Child("b").Child("a");
        AssertWrong("every production of symbol 'b' leads back to itself");
    }

    [Test]
    public void A_declared_grammar_describes_itself()
    {
        Grammar grammar = TinyGrammar.Build();
        SymbolDescription symbol = grammar.Symbols.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(grammar.Name, Is.EqualTo("tiny"));
            Assert.That(grammar.Input, Is.EqualTo(new TensorShape(1, 2)));
            Assert.That(symbol.Productions.Select(p => p.Name), Is.EqualTo(new[] { "sum", "thrice", "double", "keep" }));
            Assert.That(symbol.Productions.Select(p => p.Children.Length), Is.EqualTo(new[] { 2, 1, 0, 0 }));
            Assert.That(symbol.Productions.Select(p => p.Weight), Is.EqualTo(new[] { TinyGrammar.SumWeight, 1, 1, 0 }));
            Assert.That(symbol.Productions.Select(p => p.Probability), Is.EqualTo(new double?[] { null, null, null, TinyGrammar.KeepProbability }));
        }
    }

    private void AssertWrong(string message) => Assert.That(
        () => _grammar.Build(new TensorShape(1), new Width(1)),
        Throws.InvalidOperationException.With.Message.StartsWith("The declaration of grammar 'mine' is wrong: ").And.Message.Contains(message));
}
