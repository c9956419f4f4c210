using System.Collections.Immutable;
using Einspace.Sdk.Grammars;
using FsCheck;
using FsCheck.Fluent;

namespace Einspace.Sdk.Tests.Grammars;

internal sealed class ArchitectureTests
{
    [FsCheck.NUnit.Property(MaxTest = 300, Arbitrary = [typeof(ArchitectureTests)])]
    public void Parse_undoes_format(Architecture architecture)
    {
        Architecture read = Architecture.Parse(architecture.Text);
        Assert.That(read, Is.EqualTo(architecture));
        Assert.That(ArchitectureText.Format(read.Root), Is.EqualTo(architecture.Text));
        Assert.That(read.Hash, Is.EqualTo(architecture.Hash));
    }

    [FsCheck.NUnit.Property(MaxTest = 100, Arbitrary = [typeof(ArchitectureTests)])]
    public void White_space_is_free(Architecture architecture)
    {
        string spaced = architecture.Text.Replace(",", " \n,\t").Replace("(", " ( ").Replace(")", "\r\n)").Replace("*", " * ");
        Assert.That(Architecture.Parse($" {spaced}\n"), Is.EqualTo(architecture));
    }

    [TestCase("branch(clone(4), 4*comp(linear(64)), add)", 5, 11)]
    [TestCase("a", 1, 1)]
    [TestCase("a(2*b(3*c))", 3, 9)]
    public void Nodes_are_counted_unique_and_expanded(string text, int unique, int expanded)
    {
        Architecture architecture = Architecture.Parse(text);
        Assert.That(architecture.UniqueNodes, Is.EqualTo(unique));
        Assert.That(architecture.ExpandedNodes, Is.EqualTo((UInt128)expanded));
    }

    [Test]
    public void Counts_saturate()
    {
        string text = "leaf";
        for (int i = 0; i < 200; i++)
            text = $"n(8*{text})";
        Assert.That(Architecture.Parse(text).ExpandedNodes, Is.EqualTo(UInt128.MaxValue));
    }

    [TestCase("", 1, 1, "the end of the text", "the name of a production")]
    [TestCase("seq(a,\n  ?)", 2, 3, "'?'", "the name of a production")]
    [TestCase("seq(a b)", 1, 7, "'b'", "',' or ')'")]
    [TestCase("seq(a, b", 1, 9, "the end of the text", "',' or ')'")]
    [TestCase("seq(a, b))", 1, 10, "')'", "the end of the text")]
    [TestCase("seq()", 1, 5, "')'", "the name of a production")]
    [TestCase("seq(a, 3)", 1, 8, "'3'", "a child: arguments stand before children")]
    [TestCase("seq(0*a)", 1, 5, "'0'", "a count of at least 1 before '*'")]
    [TestCase("linear(99999999999999999999)", 1, 8, "'9999999999999999999'", "a number of 64 bits")]
    [TestCase("4*a", 1, 1, "'4'", "the name of a production")]
    public void Malformed_text_is_shown_where_it_is(string text, int line, int column, string found, string expected)
    {
        ArchitectureSyntaxException error = Assert.Throws<ArchitectureSyntaxException>(() => Architecture.Parse(text));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((error.Line, error.Column), Is.EqualTo((line, column)));
            Assert.That(error.Found, Does.StartWith(found.TrimEnd('\'')));
            Assert.That(error.Expected, Is.EqualTo(expected));
            Assert.That(error.Message, Does.Contain($"line {line}, column {column}: found {error.Found}, expected {expected}."));
        }
    }

    [Test]
    public void A_hostile_text_is_refused_without_exhausting_the_stack()
    {
        string text = string.Concat(Enumerable.Repeat("a(", 1_000_000));
        Assert.That(() => Architecture.Parse(text), Throws.TypeOf<ArchitectureSyntaxException>().With.Message.Contains("at most 2000 nested parentheses"));
    }

    public static Arbitrary<Architecture> Architectures() => Node(4).Select(node => new Architecture(node)).ToArbitrary();

    private static Gen<DerivationNode> Node(int depth)
    {
        Gen<string> name = Gen.Elements("seq", "cat", "scaled-dot-product", "_x", "im2col", "A-1_b");
        Gen<ImmutableArray<long>> arguments = ArbMap.Default.GeneratorFor<long>().ListOf().Resize(3).Select(list => list.ToImmutableArray());
        Gen<ImmutableArray<DerivationChild>> children = depth == 0
            ? Gen.Constant(ImmutableArray<DerivationChild>.Empty)
            : Gen.Zip(Node(depth - 1), Gen.Choose(1, 9)).Select(child => new DerivationChild(child.Item1, child.Item2))
                .ListOf().Resize(3).Select(list => list.ToImmutableArray());
        return Gen.Zip(name, Gen.Zip(arguments, children)).Select(n => new DerivationNode(n.Item1, n.Item2.Item1, n.Item2.Item2));
    }

    [Test]
    public void Counts_count_every_copy_and_depth_every_level()
    {
        Architecture architecture = Architecture.Parse("seq(branch(clone(4), 4*comp(linear(8)), add), comp(norm))");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(architecture.Terminals, Is.EqualTo((UInt128)7));
            Assert.That(architecture.Nonterminals, Is.EqualTo((UInt128)7));
            Assert.That(architecture.Depth, Is.EqualTo(3));
            Assert.That(
                architecture.Histogram.Select(pair => $"{pair.Key} {pair.Value}"),
                Is.EqualTo(["add 1", "branch 1", "clone(4) 1", "comp 5", "linear(8) 4", "norm 1", "seq 1"]));
        }
    }

    [Test]
    public void A_fault_at_a_node_is_said_by_its_line_and_column() => Assert.That(
        ArchitectureSyntaxException.AtNode("seq(comp(norm),\n  4*comp(norm))", node: 3, "one").Message,
        Is.EqualTo("Architecture text, line 2, column 3: found '4', expected one."));
}
