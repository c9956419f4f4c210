using Einspace.Sdk.Grammars;

namespace Einspace.Sdk.Tests.Grammars;

/// <summary>A grammar reads what runs, and otherwise says where a text is wrong and what could stand there.</summary>
internal sealed class ParsingTests
{
    [TestCase("keep")]
    [TestCase("sum(double, double)")]
    [TestCase("thrice( 3 * sum(keep,keep) )")]
    public void What_the_grammar_makes_is_read(string text)
    {
        Grammar grammar = TinyGrammar.Build();
        Assert.That(grammar.Check(grammar.Parse(text)), Is.EqualTo(new DerivationCheck(true, true, null)));
    }

    [Test]
    public void What_only_runs_is_read_and_told_apart()
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 1);
        DerivationCheck check = grammar.Check(grammar.Parse("sum(keep, thrice(3*keep))"));
        Assert.That(check, Is.EqualTo(new DerivationCheck(
            false, true, "At position 1: found 'thrice', expected double or keep, which its filters leave.")));
    }

    [TestCase("sum(keep,\n  kep)", 2, 3, "'kep'", "double or keep as 'expression'")]
    [TestCase("sum(keep)", 1, 9, "')'", "double or keep as 'expression'")]
    [TestCase("sum", 1, 4, "the end of the text", "double or keep as 'expression'")]
    [TestCase("sum(keep, keep, double)", 1, 17, "'double'", "no more than 2 children of 'sum'")]
    [TestCase("sum(keep(double), keep)", 1, 10, "'double'", "no child, because 'keep' is complete")]
    [TestCase("thrice(keep)", 1, 8, "1 times 'keep'", "3 times")]
    [TestCase("thrice( 2*keep)", 1, 9, "2 times 'keep'", "3 times")]
    [TestCase("keep(3)", 1, 1, "'keep(3)'", "sum, thrice, double or keep as 'expression'")]
    [TestCase("sum(keep, double)", 1, 1, "'sum', which cannot be computed for Width { Size = 4 }", "children for which the rule of 'sum' can be computed")]
    [TestCase("sum(double, thrice(3*double))", 1, 13, "'thrice', which cannot be computed for Width { Size = 4 }", "children for which the rule of 'thrice' can be computed")]
    public void What_cannot_be_is_shown_where_it_is(string text, int line, int column, string found, string expected)
    {
        Grammar grammar = TinyGrammar.Build(depthLimit: 1, width: 4);
        ArchitectureSyntaxException error = Assert.Throws<ArchitectureSyntaxException>(() => grammar.Parse(text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((error.Line, error.Column), Is.EqualTo((line, column)));
            Assert.That(error.Found, Is.EqualTo(found));
            Assert.That(error.Expected, Is.EqualTo(expected));
        }
    }

    [Test]
    public void A_terminal_that_cannot_be_computed_names_those_that_can()
    {
        Grammar grammar = TinyGrammar.Build(width: 8);
        ArchitectureSyntaxException error = Assert.Throws<ArchitectureSyntaxException>(() => grammar.Parse("double"));
        Assert.That(error.Message, Is.EqualTo(
            "Architecture text, line 1, column 1: found 'double', which cannot be computed for Width { Size = 8 }, expected sum, thrice or keep."));
    }
}
